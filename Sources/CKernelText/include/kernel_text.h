// The bundled kernels' PTX, embedded in the program when it is built.
#pragma once

#include <stddef.h>

/// One kernel's PTX text.
typedef struct kernel_text {
  /// The kernel's name, which is its file's name without the suffix.
  const char *name;
  /// The text; no zero byte follows it.
  const unsigned char *bytes;
  /// Its length in bytes.
  size_t length;
} kernel_text;

/// How many kernels there are.
size_t kernel_text_count(void);

/// The kernel at an index below `kernel_text_count()`, in ascending order of names.
kernel_text kernel_text_at(size_t index);
