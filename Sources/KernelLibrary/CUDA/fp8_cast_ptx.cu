// Quantises bf16 to e4m3 with one scale for each group of 128 consecutive elements of a row (a token).
//
// The PTX path of fp8_cast_cuda, with the same definition and the same bits; columns is a multiple of 16 and the
// pointers are aligned to 16 bytes. Eight lanes a group, sixteen elements a lane: two 16-byte loads that stay out of
// L1, a butterfly over eight lanes, cvt.rn.satfinite.e4m3x2.f32 on pairs and one 16-byte store. Four groups a warp;
// blocks of 256 threads, grid ceil(rows * ceil(columns / 128) / 32).
#include "memory.cuh"

__device__ __forceinline__ unsigned quantise4(unsigned first_pair, unsigned second_pair, float factor) {
  unsigned packed;
  asm("{ .reg .f32 a, b, c, d;\n"
      "  .reg .b16 low, high;\n"
      "  mul.rn.f32 a, %1, %5;\n"
      "  mul.rn.f32 b, %2, %5;\n"
      "  mul.rn.f32 c, %3, %5;\n"
      "  mul.rn.f32 d, %4, %5;\n"
      "  cvt.rn.satfinite.e4m3x2.f32 low, b, a;\n"
      "  cvt.rn.satfinite.e4m3x2.f32 high, d, c;\n"
      "  mov.b32 %0, {low, high}; }"
      : "=r"(packed)
      : "f"(low_bf16(first_pair)), "f"(high_bf16(first_pair)), "f"(low_bf16(second_pair)), "f"(high_bf16(second_pair)),
        "f"(factor));
  return packed;
}

__device__ __forceinline__ float absolute_maximum(unsigned pair, float amax) {
  float result;
  asm("{ .reg .f32 low, high;\n"
      "  abs.f32 low, %1;\n"
      "  abs.f32 high, %2;\n"
      "  max.f32 low, low, high;\n"
      "  max.f32 %0, low, %3; }"
      : "=f"(result)
      : "f"(low_bf16(pair)), "f"(high_bf16(pair)), "f"(amax));
  return result;
}

extern "C" __global__ void __launch_bounds__(256)
    fp8_cast_ptx(const unsigned short *__restrict__ input, unsigned char *__restrict__ output,
                 float *__restrict__ scales, unsigned rows, unsigned columns) {
  const unsigned groups = (columns + 127) / 128;
  const unsigned index = (blockIdx.x * blockDim.x + threadIdx.x) / 8;
  const unsigned part = threadIdx.x % 8;
  const bool live = index < rows * groups;
  const unsigned row = index / groups, group = index % groups;
  const unsigned column = group * 128 + part * 16;
  const bool loads = live && column < columns;
  const size_t first = size_t(row) * columns + column;

  Vector4 left = {0, 0, 0, 0}, right = {0, 0, 0, 0};
  if (loads) {
    left = load_streaming(input + first);
    right = load_streaming(input + first + 8);
  }
  float amax = 1e-4f;
  amax = absolute_maximum(left.x, amax);
  amax = absolute_maximum(left.y, amax);
  amax = absolute_maximum(left.z, amax);
  amax = absolute_maximum(left.w, amax);
  amax = absolute_maximum(right.x, amax);
  amax = absolute_maximum(right.y, amax);
  amax = absolute_maximum(right.z, amax);
  amax = absolute_maximum(right.w, amax);
#pragma unroll
  for (unsigned distance = 4; distance > 0; distance /= 2) {
    float other;
    asm volatile("shfl.sync.bfly.b32 %0, %1, %2, 0x181f, 0xffffffff;" : "=f"(other) : "f"(amax), "r"(distance));
    asm("max.f32 %0, %0, %1;" : "+f"(amax) : "f"(other));
  }

  float factor, scale;
  asm("div.rn.f32 %0, 0f43E00000, %1;" : "=f"(factor) : "f"(amax));
  asm("div.rn.f32 %0, %1, 0f43E00000;" : "=f"(scale) : "f"(amax));
  if (live && part == 0) scales[index] = scale;
  if (loads) {
    Vector4 packed;
    packed.x = quantise4(left.x, left.y, factor);
    packed.y = quantise4(left.z, left.w, factor);
    packed.z = quantise4(right.x, right.y, factor);
    packed.w = quantise4(right.z, right.w, factor);
    store_streaming(output + first, packed);
  }
}
