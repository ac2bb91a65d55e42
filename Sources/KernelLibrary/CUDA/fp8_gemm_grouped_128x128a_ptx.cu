// fp8_gemm_grouped_ptx on tiles of 128 x 128 with five stages, in clusters of two CTAs that share the tile of a by
// multicast.
//
// m is a multiple of 4, n of 8 and k of 16, k at most 131072. Boxes of the tensor maps: a 128 x 64, a_scales 64 x 1,
// b 128 x 128, d 128 x 64 without swizzle. Blocks of 384 threads, any even grid; dynamic shared
// memory of 5 x (16384 + 16384 + 512) + 32768 + 4 x ceil(k / 128) bytes.
#include "fp8_gemm_promoted.cuh"

extern "C" __global__ void __launch_bounds__(384, 1) __cluster_dims__(2, 1, 1)
    fp8_gemm_grouped_128x128a_ptx(const __grid_constant__ TensorMap d, const __grid_constant__ TensorMap a,
                                  const __grid_constant__ TensorMap a_scales, const __grid_constant__ TensorMap b,
                                  const float *__restrict__ b_scales, const unsigned *__restrict__ row_groups,
                                  unsigned m, unsigned n, unsigned k, unsigned groups) {
  multiply<Variant<128, 128, 5, shares_a, true>>(d, a, a_scales, b, b_scales, row_groups, m, n, k, groups);
}
