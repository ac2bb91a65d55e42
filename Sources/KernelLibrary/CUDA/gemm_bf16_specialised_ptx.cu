// d = a * b^T: a is [m][k] bf16, b [n][k] bf16 (both rows along k), d [m][n] bf16, row-major.
//
// The definition and tolerance in gemm_bf16_naive_cuda. k and n are multiples of 8. a and b are tensor maps of the
// matrices with 128-byte swizzle, boxes of 64 x 128.
//
// One producer warpgroup and one consumer warpgroup on a 128 x 128 tile, five stages; every thread arrives at barriers.
// Blocks of 256 threads, a flat grid of ceil(m / 128) * ceil(n / 128), columns first; dynamic shared memory 5 x 32768
// bytes.
#include "gemm_bf16_pipeline.cuh"

extern "C" __global__ void __launch_bounds__(256)
    gemm_bf16_specialised_ptx(unsigned short *__restrict__ d, const __grid_constant__ TensorMap a,
                              const __grid_constant__ TensorMap b, unsigned m, unsigned n, unsigned k) {
  multiply<Rung<128, 128, 1, 5, true, false, false, 1>>(d, a, b, m, n, k);
}
