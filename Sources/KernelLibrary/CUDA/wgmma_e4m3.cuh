// FP8 products of a warpgroup for several widths: 64 x columns x 32 of e4m3, both operands in shared memory, f32 sums.
//
// The layout of sums is that of wgmma.cuh. The lists below name registers in tens or so, from which each width takes
// its own: an instruction must spell out every one of its registers.
#pragma once
#include "wgmma.cuh"

// Sums as operands, eight and four at a time.
#define SUMS_4(d, i) "+f"(d[i]), "+f"(d[i + 1]), "+f"(d[i + 2]), "+f"(d[i + 3])
#define SUMS_8(d, i) SUMS_4(d, i), SUMS_4(d, i + 4)
#define SUMS_16(d, i) SUMS_8(d, i), SUMS_8(d, i + 8)

// The numbers of those operands.
#define NUMBERS_0 "%0, %1, %2, %3, %4, %5, %6, %7"
#define NUMBERS_8 "%8, %9, %10, %11, %12, %13, %14, %15"
#define NUMBERS_16 "%16, %17, %18, %19, %20, %21, %22, %23"
#define NUMBERS_24 "%24, %25, %26, %27, %28, %29, %30, %31"
#define NUMBERS_32 "%32, %33, %34, %35, %36, %37, %38, %39"
#define NUMBERS_40 "%40, %41, %42, %43, %44, %45, %46, %47"
#define NUMBERS_48 "%48, %49, %50, %51, %52, %53, %54, %55"
#define NUMBERS_56 "%56, %57, %58, %59, %60, %61, %62, %63"
#define NUMBERS_64 "%64, %65, %66, %67, %68, %69, %70, %71"
#define NUMBERS_72 "%72, %73, %74, %75, %76, %77, %78, %79"
#define NUMBERS_24_HALF "%24, %25, %26, %27"
#define NUMBERS_72_HALF "%72, %73, %74, %75"

// The lower half of what describes a tile of rows of 128 bytes along k, 128-byte swizzled; its start is a multiple of
// 1024. Adding bytes / 16 moves to another tile, or along k inside the 128 bytes.
__device__ __forceinline__ unsigned tile_bits(unsigned address) { return address >> 4 | 1u << 16; }

// All of it: groups of eight rows are 1024 bytes apart.
__device__ __forceinline__ unsigned long long described(unsigned bits) {
  unsigned long long descriptor;
  asm("mov.b64 %0, {%1, %2};" : "=l"(descriptor) : "r"(bits), "r"(1024 >> 4 | 1 << 30));
  return descriptor;
}

// Waits for all committed groups of this warpgroup, whose sums no use may move before the wait.
template <unsigned sums>
__device__ __forceinline__ void wait_for_sums(float *d);

// d = a * b, or d += a * b.
template <unsigned columns, bool accumulates>
__device__ __forceinline__ void multiply_e4m3(float *d, unsigned long long a, unsigned long long b);

#define DEFINE_MULTIPLY_E4M3_AS(columns, numbers, a_number, b_number, flag_number, flag, ...)                          \
  template <>                                                                                                          \
  __device__ __forceinline__ void multiply_e4m3<columns, flag>(float *d, unsigned long long a, unsigned long long b) { \
    asm volatile("wgmma.mma_async.sync.aligned.m64n" #columns "k32.f32.e4m3.e4m3\n{" numbers "},\n%" #a_number         \
                 ", %" #b_number ", %" #flag_number ", 1, 1;"                                                          \
                 : __VA_ARGS__                                                                                         \
                 : "l"(a), "l"(b), "n"(flag)                                                                           \
                 : "memory");                                                                                          \
  }

#define DEFINE_MULTIPLY_E4M3(columns, numbers, a_number, b_number, flag_number, ...)             \
  template <>                                                                                    \
  __device__ __forceinline__ void wait_for_sums<columns / 2>(float *d) {                         \
    asm volatile("wgmma.wait_group.sync.aligned 0;" : __VA_ARGS__ : : "memory");                 \
  }                                                                                              \
  DEFINE_MULTIPLY_E4M3_AS(columns, numbers, a_number, b_number, flag_number, false, __VA_ARGS__) \
  DEFINE_MULTIPLY_E4M3_AS(columns, numbers, a_number, b_number, flag_number, true, __VA_ARGS__)

DEFINE_MULTIPLY_E4M3(16, NUMBERS_0, 8, 9, 10, SUMS_8(d, 0))
DEFINE_MULTIPLY_E4M3(32, NUMBERS_0 ", " NUMBERS_8, 16, 17, 18, SUMS_16(d, 0))
DEFINE_MULTIPLY_E4M3(56, NUMBERS_0 ", " NUMBERS_8 ", " NUMBERS_16 ", " NUMBERS_24_HALF, 28, 29, 30, SUMS_16(d, 0),
                     SUMS_8(d, 16), SUMS_4(d, 24))
DEFINE_MULTIPLY_E4M3(96, NUMBERS_0 ", " NUMBERS_8 ", " NUMBERS_16 ", " NUMBERS_24 ", " NUMBERS_32 ", " NUMBERS_40, 48,
                     49, 50, SUMS_16(d, 0), SUMS_16(d, 16), SUMS_16(d, 32))
DEFINE_MULTIPLY_E4M3(112,
                     NUMBERS_0 ", " NUMBERS_8 ", " NUMBERS_16 ", " NUMBERS_24 ", " NUMBERS_32 ", " NUMBERS_40
                               ", " NUMBERS_48,
                     56, 57, 58, SUMS_16(d, 0), SUMS_16(d, 16), SUMS_16(d, 32), SUMS_8(d, 48))
DEFINE_MULTIPLY_E4M3(128,
                     NUMBERS_0 ", " NUMBERS_8 ", " NUMBERS_16 ", " NUMBERS_24 ", " NUMBERS_32 ", " NUMBERS_40
                               ", " NUMBERS_48 ", " NUMBERS_56,
                     64, 65, 66, SUMS_16(d, 0), SUMS_16(d, 16), SUMS_16(d, 32), SUMS_16(d, 48))
DEFINE_MULTIPLY_E4M3(144,
                     NUMBERS_0 ", " NUMBERS_8 ", " NUMBERS_16 ", " NUMBERS_24 ", " NUMBERS_32 ", " NUMBERS_40
                               ", " NUMBERS_48 ", " NUMBERS_56 ", " NUMBERS_64,
                     72, 73, 74, SUMS_16(d, 0), SUMS_16(d, 16), SUMS_16(d, 32), SUMS_16(d, 48), SUMS_8(d, 64))
DEFINE_MULTIPLY_E4M3(152,
                     NUMBERS_0 ", " NUMBERS_8 ", " NUMBERS_16 ", " NUMBERS_24 ", " NUMBERS_32 ", " NUMBERS_40
                               ", " NUMBERS_48 ", " NUMBERS_56 ", " NUMBERS_64 ", " NUMBERS_72_HALF,
                     76, 77, 78, SUMS_16(d, 0), SUMS_16(d, 16), SUMS_16(d, 32), SUMS_16(d, 48), SUMS_8(d, 64),
                     SUMS_4(d, 72))
DEFINE_MULTIPLY_E4M3(160,
                     NUMBERS_0 ", " NUMBERS_8 ", " NUMBERS_16 ", " NUMBERS_24 ", " NUMBERS_32 ", " NUMBERS_40
                               ", " NUMBERS_48 ", " NUMBERS_56 ", " NUMBERS_64 ", " NUMBERS_72,
                     80, 81, 82, SUMS_16(d, 0), SUMS_16(d, 16), SUMS_16(d, 32), SUMS_16(d, 48), SUMS_16(d, 64))
