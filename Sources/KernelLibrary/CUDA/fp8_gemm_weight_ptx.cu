// d += a * b^T with fine-grained scales on both sides: a is [m][k] e4m3 with a_scales [ceil(k / 128)][m] f32, b is
// [n][k] e4m3 with b_scales [ceil(k / 128)][n] f32, one a row and 128 of k each; d [m][n] f32, row-major.
//
// The definition and tolerance in fp8_gemm_weight_cuda. m and n are multiples of 4, k of 16. a is a tensor map of the
// matrix in boxes of 128 x 128 with 128-byte swizzle, b one in boxes of 128 x 64, a_scales and b_scales in boxes of 128
// x 1 without, d one in boxes of 32 x 64 with 128-byte swizzle.
//
// Tiles of 128 x 128 with four stages, in clusters of two CTAs that lie one below the other and share the tile of b by
// multicast, along the shorter side of the result. That is what can be seen of the weight gradients in DeepSeek-V3's
// training trace, which CUTLASS computes (DeepGEMM's pull request 95): threads, registers, shared memory, and a grid
// that tells the order of tiles. Steps are those of CUTLASS's public loop for FP8 with scales, which reads them before
// it multiplies and hands a stage back after promotion. Blocks of 384 threads, any even grid; dynamic shared memory of
// 4 x (16384 + 16384 + 512 + 512) + 65536 bytes.
#include "fp8_gemm_weight.cuh"

extern "C" __global__ void __launch_bounds__(384, 1) __cluster_dims__(2, 1, 1)
    fp8_gemm_weight_ptx(const __grid_constant__ TensorMap d, const __grid_constant__ TensorMap a,
                        const __grid_constant__ TensorMap a_scales, const __grid_constant__ TensorMap b,
                        const __grid_constant__ TensorMap b_scales, unsigned m, unsigned n, unsigned k) {
  add_product<WeightVariant<128, 4, shares_b, true, true, false>>(d, a, a_scales, b, b_scales, m, n, k);
}
