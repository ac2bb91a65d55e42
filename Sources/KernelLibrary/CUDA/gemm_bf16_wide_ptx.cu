// d = a * b^T: a is [m][k] bf16, b [n][k] bf16 (both rows along k), d [m][n] bf16, row-major.
//
// The definition and tolerance in gemm_bf16_naive_cuda. k and n are multiples of 8. a and b are tensor maps of the
// matrices with 128-byte swizzle, boxes of 64 x 128 for a and 64 x 256 for b.
//
// One producer warpgroup and two consumer warpgroups on a 128 x 256 tile, 64 x 256 each, four stages; every thread
// arrives at barriers. Blocks of 384 threads, a flat grid of ceil(m / 128) * ceil(n / 256), columns first; dynamic
// shared memory 4 x 49152 bytes.
#include "gemm_bf16_pipeline.cuh"

extern "C" __global__ void __launch_bounds__(384)
    gemm_bf16_wide_ptx(unsigned short *__restrict__ d, const __grid_constant__ TensorMap a,
                       const __grid_constant__ TensorMap b, unsigned m, unsigned n, unsigned k) {
  multiply<Rung<128, 256, 2, 4, true, false, false, 1>>(d, a, b, m, n, k);
}
