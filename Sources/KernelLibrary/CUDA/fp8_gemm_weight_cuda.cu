// d += a * b^T with fine-grained scales on both sides, as gradients of weights are: a is [m][k] e4m3 with a_scales
// [ceil(k / 128)][m] f32, b is [n][k] e4m3 with b_scales [ceil(k / 128)][n] f32, one a row and 128 of k each; d [m][n]
// f32, row-major, which the kernel adds to. k are the tokens; a and b are transposed activations and gradients.
//
// For each element and each 128 of k, in ascending order: partial is the f32 sum, from +0, of the products a * b (exact
// in f32) in ascending k by fused multiply-adds; scale = a_scale * b_scale, rounded to f32; sum = fma(partial, scale,
// sum), from +0. d becomes d + sum, rounded to f32. Exact for this kernel. fp8_gemm_weight_ptx takes partial from
// tensor cores, whose order and rounding are the hardware's (which keeps about 14 bits in FP8 sums): there a reference
// in f64 agrees within 2^-12 times the sum of the absolute scaled products, plus half a unit in the last place of f32.
//
// 64 x 64 tiles a block of 256 threads, 4 x 4 elements a thread, steps of 32 along k through shared memory.
// The grid is (ceil(n / 64), ceil(m / 64)).
#include "fp8_gemm_tiled.cuh"

extern "C" __global__ void __launch_bounds__(256)
    fp8_gemm_weight_cuda(float *__restrict__ d, const unsigned char *__restrict__ a, const float *__restrict__ a_scales,
                         const unsigned char *__restrict__ b, const float *__restrict__ b_scales, unsigned m,
                         unsigned n, unsigned k) {
  __shared__ alignas(16) float a_tile[depth][padded], b_tile[depth][padded];
  const unsigned first_row = blockIdx.y * tile + threadIdx.x / 16 * 4;
  const unsigned first_column = blockIdx.x * tile + threadIdx.x % 16 * 4;
  const unsigned groups = (k + 127) / 128;
  float sums[4][4] = {};

  for (unsigned group = 0; group < groups; group++) {
    float partials[4][4] = {}, scales[4];
    sum_group(partials, a_tile, b_tile, a, b, m, n, k, group);
#pragma unroll
    for (unsigned j = 0; j < 4; j++)
      scales[j] = first_column + j < n ? b_scales[size_t(group) * n + first_column + j] : 0.0f;
#pragma unroll
    for (unsigned i = 0; i < 4; i++) {
      const float row_scale = first_row + i < m ? a_scales[size_t(group) * m + first_row + i] : 0.0f;
#pragma unroll
      for (unsigned j = 0; j < 4; j++)
        sums[i][j] = __fmaf_rn(partials[i][j], __fmul_rn(row_scale, scales[j]), sums[i][j]);
    }
  }
#pragma unroll
  for (unsigned i = 0; i < 4; i++)
#pragma unroll
    for (unsigned j = 0; j < 4; j++)
      if (first_row + i < m && first_column + j < n) {
        float &element = d[size_t(first_row + i) * n + first_column + j];
        element = __fadd_rn(element, sums[i][j]);
      }
}
