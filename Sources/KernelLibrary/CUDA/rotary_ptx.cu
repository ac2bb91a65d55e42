// Rotary position embedding on interleaved pairs, as DeepSeek-V3 applies it to the rotary part of a head.
//
// The PTX path of rotary_cuda, with the same definition and the same bits; size is a multiple of 8 and the pointers are
// aligned to 16 bytes. Four pairs a thread: one 16-byte load past L1, the angles' cosines and sines as 16-byte loads
// that stay in L1 for the other heads of the token, one 16-byte store. The grid is ceil(tokens * heads * size / 8 /
// 256).
#include "memory.cuh"

__device__ __forceinline__ unsigned rotate(unsigned pair, unsigned cosine, unsigned sine) {
  unsigned result;
  asm("{ .reg .f32 x, y, bs, bc;\n"
      "  mul.rn.f32 bs, %2, %4;\n"
      "  neg.f32 bs, bs;\n"
      "  mul.rn.f32 bc, %2, %3;\n"
      "  fma.rn.f32 x, %1, %3, bs;\n"
      "  fma.rn.f32 y, %1, %4, bc;\n"
      "  cvt.rn.bf16x2.f32 %0, y, x; }"
      : "=r"(result)
      : "f"(low_bf16(pair)), "f"(high_bf16(pair)), "f"(__uint_as_float(cosine)), "f"(__uint_as_float(sine)));
  return result;
}

extern "C" __global__ void __launch_bounds__(256)
    rotary_ptx(unsigned short *__restrict__ output, const unsigned short *__restrict__ input,
               const float *__restrict__ cosines, const float *__restrict__ sines,
               const unsigned *__restrict__ positions, unsigned tokens, unsigned heads, unsigned size) {
  const unsigned vectors = size / 8;
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= tokens * heads * vectors) return;
  const unsigned vector = i % vectors;
  const unsigned token = i / (vectors * heads);
  const size_t angle = size_t(positions[token]) * (size / 2) + vector * 4;
  const Vector4 value = load_streaming(input + size_t(i) * 8);
  const Vector4 c = load_shared_by_many(cosines + angle);
  const Vector4 s = load_shared_by_many(sines + angle);
  Vector4 result;
  result.x = rotate(value.x, c.x, s.x);
  result.y = rotate(value.y, c.y, s.y);
  result.z = rotate(value.z, c.z, s.z);
  result.w = rotate(value.w, c.w, s.w);
  store_streaming(output + size_t(i) * 8, result);
}
