// fp8_gemm_weight_ptx as DeepGEMM does it: tiles of 128 x 152 in bands, scales that are read while the tensor cores
// multiply, and stages that are handed back before promotion. The pitch of the tile's rows of f32 keeps them apart in
// the banks of shared memory without a swizzle. One CTA of a cluster fetches b for both.
//
// Boxes of the tensor maps: a 128 x 128, b 128 x 152, a_scales 128 x 1, b_scales 152 x 1, d 152 x 64 without swizzle.
// Blocks of 384 threads, any even grid; dynamic shared memory of 4 x (16384 + 19456 + 512 + 640) + 77824 bytes.
#include "fp8_gemm_weight.cuh"

extern "C" __global__ void __launch_bounds__(384, 1) __cluster_dims__(2, 1, 1)
    fp8_gemm_weight_128x152b_ptx(const __grid_constant__ TensorMap d, const __grid_constant__ TensorMap a,
                                 const __grid_constant__ TensorMap a_scales, const __grid_constant__ TensorMap b,
                                 const __grid_constant__ TensorMap b_scales, unsigned m, unsigned n, unsigned k) {
  add_product<WeightVariant<152, 4, shares_b, false, false, true>>(d, a, a_scales, b, b_scales, m, n, k);
}
