// d = a * b^T with fine-grained scales: a is [m][k] e4m3 with a_scales [ceil(k / 128)][m] f32, one a row and 128 of k;
// b is [n][k] e4m3 with b_scales [ceil(n / 128)][ceil(k / 128)] f32, one a block of 128 x 128; d [m][n] bf16,
// row-major.
//
// The definition and tolerance in fp8_gemm_cuda. m is a multiple of 4, n of 8 and k of 16, k at most 131072. a and b
// are tensor maps of the matrices in boxes of 128 x 128 with 128-byte swizzle, a_scales one in boxes of 128 x 1
// without, d one in boxes of 64 x 64 with 128-byte swizzle.
//
// As DeepGEMM does it: a producer warpgroup keeps five stages of tiles and a's scales filled by TMA; two consumer
// warpgroups of 64 x 128 each multiply 128 of k with wgmma into fresh sums and promote them, scaled, into f32 sums of
// their own, since the tensor cores' own sums of FP8 products keep too few bits. The producer keeps 40 registers a
// thread and the consumers get 232 (setmaxnreg). Results go through stmatrix and TMA stores. CTAs take tile after tile.
// Blocks of 384 threads, any grid; dynamic shared memory of 5 x (16384 + 16384 + 512) + 32768 + 4 x ceil(k / 128)
// bytes.
#include "fp8_gemm_promoted.cuh"

extern "C" __global__ void __launch_bounds__(384, 1)
    fp8_gemm_ptx(const __grid_constant__ TensorMap d, const __grid_constant__ TensorMap a,
                 const __grid_constant__ TensorMap a_scales, const __grid_constant__ TensorMap b,
                 const float *__restrict__ b_scales, unsigned m, unsigned n, unsigned k) {
  multiply<Variant<128, 128, 5, shares_nothing, false, true>>(d, a, a_scales, b, b_scales, nullptr, m, n, k, 1);
}
