// d = a * b^T with fine-grained scales: a is [m][k] e4m3 with a_scales [ceil(k / 128)][m] f32, one a row and 128 of k;
// b is [n][k] e4m3 with b_scales [ceil(n / 128)][ceil(k / 128)] f32, one a block of 128 x 128; d [m][n] bf16,
// row-major.
//
// For each element and each 128 of k, in ascending order: partial is the f32 sum, from +0, of the products a * b (exact
// in f32) in ascending k by fused multiply-adds; scale = a_scale * b_scale, rounded to f32; sum = fma(partial, scale,
// sum), from +0. The last sum is rounded once to bf16, to nearest even. Exact for this kernel. fp8_gemm_ptx takes
// partial from tensor cores, whose order and rounding are the hardware's (which keeps about 14 bits in FP8 sums): there
// a reference in f64 agrees within 2^-12 times the sum of the absolute scaled products, plus half a unit in the last
// place of bf16.
//
// 64 x 64 tiles a block of 256 threads, 4 x 4 elements a thread, steps of 32 along k through shared memory.
// The grid is (ceil(n / 64), ceil(m / 64)).
#include "fp8_gemm_tiled.cuh"

extern "C" __global__ void __launch_bounds__(256)
    fp8_gemm_cuda(__nv_bfloat16 *__restrict__ d, const unsigned char *__restrict__ a,
                  const float *__restrict__ a_scales, const unsigned char *__restrict__ b,
                  const float *__restrict__ b_scales, unsigned m, unsigned n, unsigned k) {
  multiply_tile(d, a, a_scales, b, b_scales, m, n, k);
}
