// d = a * b^T: a is [m][k] bf16, b [n][k] bf16 (both rows along k), d [m][n] bf16, row-major.
//
// The definition and tolerance in gemm_bf16_naive_cuda. k and n are multiples of 8. a and b are tensor maps of the
// matrices with 128-byte swizzle, boxes of 64 x 128.
//
// gemm_bf16_persistent_ptx in clusters of two CTAs, one tile below the other: each fetches half of b's tile and
// multicasts it to both. Blocks of 384 threads, any even grid; dynamic shared memory 4 x 49152 bytes.
#include "gemm_bf16_pipeline.cuh"

extern "C" __global__ void __launch_bounds__(384) __cluster_dims__(2, 1, 1)
    gemm_bf16_cluster_ptx(unsigned short *__restrict__ d, const __grid_constant__ TensorMap a,
                          const __grid_constant__ TensorMap b, unsigned m, unsigned n, unsigned k) {
  multiply<Rung<128, 256, 2, 4, false, true, true, 2>>(d, a, b, m, n, k);
}
