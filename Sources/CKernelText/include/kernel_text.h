// The bundled kernels' PTX and the simulated times of kernels of the built-in scenarios, embedded in the program when it is built.
#pragma once

#include <stddef.h>

/// One text.
typedef struct kernel_text {
  /// Its name, which is its file's name without the suffix.
  const char *name;
  /// The text; no zero byte follows it.
  const unsigned char *bytes;
  /// Its length in bytes.
  size_t length;
} kernel_text;

/// Simulated times of kernels, a line each.
kernel_text kernel_times(void);

/// How many kernels there are.
size_t kernel_text_count(void);

/// The kernel at an index below `kernel_text_count()`, in ascending order of names.
kernel_text kernel_text_at(size_t index);
