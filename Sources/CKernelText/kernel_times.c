#include "kernel_text.h"

// #embed is C23; this compiler has it in every mode and would say so each time.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char times[] = {
#embed "kernel_times.txt"
};

kernel_text kernel_times(void) {
  kernel_text text = {"kernel_times", times, sizeof times};
  return text;
}
