#pragma once
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

// Macros and shared globals that the Swift importer cannot see or rejects.
static inline WINDOW *tuiperf_stdscr(void) { return stdscr; }
static const attr_t tuiperf_attr_bold = A_BOLD;
static const attr_t tuiperf_attr_dim = A_DIM;
static const attr_t tuiperf_attr_underline = A_UNDERLINE;
static const attr_t tuiperf_attr_reverse = A_REVERSE;
static const attr_t tuiperf_attr_normal = A_NORMAL;
static const mmask_t tuiperf_all_mouse_events = ALL_MOUSE_EVENTS;
static const mmask_t tuiperf_report_mouse_position = REPORT_MOUSE_POSITION;
static const mmask_t tuiperf_button1_pressed = BUTTON1_PRESSED;
static const mmask_t tuiperf_button1_released = BUTTON1_RELEASED;
static const mmask_t tuiperf_button1_clicked = BUTTON1_CLICKED;
static const mmask_t tuiperf_button1_double_clicked = BUTTON1_DOUBLE_CLICKED;
static const mmask_t tuiperf_button4_pressed = BUTTON4_PRESSED;
static const mmask_t tuiperf_button5_pressed = BUTTON5_PRESSED;
static const mmask_t tuiperf_button_shift = BUTTON_SHIFT;
static const mmask_t tuiperf_button_ctrl = BUTTON_CTRL;

// stdout and stdin are variables that the importer does not let through.
static inline SCREEN *tuiperf_newterm(void) { return newterm(NULL, stdout, stdin); }
// setcchar's last argument carries the extended colour pair.
static inline int tuiperf_setcchar(cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
  return setcchar(cell, text, attributes, 0, &pair);
}
static inline int tuiperf_colors(void) { return COLORS; }
static inline int tuiperf_color_pairs(void) { return COLOR_PAIRS; }
