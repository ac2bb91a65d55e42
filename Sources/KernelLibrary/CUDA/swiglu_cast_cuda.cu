// SwiGLU with a weight a token, quantised to e4m3 with one scale for each group of 128 elements, one block a token.
//
// For each row r and column c: y = silu(gate) * up * weights[r] in f32, where gate = input[r][c], up =
// input[r][columns + c] and silu(g) = g / (1 + exp(-g)); exp is the fast approximation. Then, over each group of 128
// columns, amax = max(|y|, 1e-4), scale = amax / 448 and output = e4m3(y / scale), the divisions rounded to nearest
// even and e4m3 saturating at 448. A reference in f64 agrees with output * scale within one step of e4m3.
//
// input is [rows][2 * columns] bf16, weights [rows] f32, output [rows][columns] e4m3, scales [columns / 128][rows] f32;
// columns is a multiple of 128. One warp a group, four elements a lane; blocks of 128 threads, grid rows: the launch of
// swiglu_forward_with_weight_and_per_token_cast_to_fp8_with_channels_impl in DeepSeek's published training trace, whose
// code is not published.
#include <cuda_bf16.h>
#include <cuda_fp8.h>

extern "C" __global__ void __launch_bounds__(128)
    swiglu_cast_cuda(unsigned char *__restrict__ output, const __nv_bfloat16 *__restrict__ input,
                     const float *__restrict__ weights, float *__restrict__ scales, unsigned rows, unsigned columns) {
  const unsigned row = blockIdx.x;
  if (row >= rows) return;
  const __nv_bfloat16 *from = input + size_t(row) * 2 * columns;
  unsigned char *to = output + size_t(row) * columns;
  const float weight = weights[row];
  const unsigned lane = threadIdx.x % 32;
  for (unsigned start = threadIdx.x / 32 * 128; start < columns; start += 512) {
    const unsigned column = start + lane * 4;
    const uint2 gate = *reinterpret_cast<const uint2 *>(from + column);
    const uint2 up = *reinterpret_cast<const uint2 *>(from + columns + column);
    const float g[4] = {__uint_as_float(gate.x << 16), __uint_as_float(gate.x & 0xffff0000u),
                        __uint_as_float(gate.y << 16), __uint_as_float(gate.y & 0xffff0000u)};
    const float u[4] = {__uint_as_float(up.x << 16), __uint_as_float(up.x & 0xffff0000u), __uint_as_float(up.y << 16),
                        __uint_as_float(up.y & 0xffff0000u)};
    float y[4];
    float amax = 1e-4f;
#pragma unroll
    for (int i = 0; i < 4; i++) {
      y[i] = __fmul_rn(__fmul_rn(__fdiv_rn(g[i], __fadd_rn(1.0f, __expf(-g[i]))), u[i]), weight);
      amax = fmaxf(amax, fabsf(y[i]));
    }
#pragma unroll
    for (unsigned distance = 16; distance > 0; distance /= 2)
      amax = fmaxf(amax, __shfl_xor_sync(0xffffffffu, amax, distance));

    const float scale = __fdiv_rn(amax, 448.0f);
    if (lane == 0) scales[size_t(start / 128) * rows + row] = scale;
    unsigned packed = 0;
#pragma unroll
    for (int i = 0; i < 4; i++)
      packed |= unsigned(__nv_cvt_float_to_fp8(__fdiv_rn(y[i], scale), __NV_SATFINITE, __NV_E4M3)) << (8 * i);
    *reinterpret_cast<unsigned *>(to + column) = packed;
  }
}
