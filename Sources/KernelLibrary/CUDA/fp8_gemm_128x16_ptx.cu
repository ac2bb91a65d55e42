// fp8_gemm_ptx on tiles of 128 x 16 with eight stages.
//
// m is a multiple of 4, n of 8 and k of 16, k at most 131072. Boxes of the tensor maps: a 128 x 128, a_scales 128 x 1,
// b 128 x 16, d 16 x 64 without swizzle. Blocks of 384 threads, any grid; dynamic shared
// memory of 8 x (16384 + 2048 + 512) + 4096 + 4 x ceil(k / 128) bytes.
#include "fp8_gemm_promoted.cuh"

extern "C" __global__ void __launch_bounds__(384, 1)
    fp8_gemm_128x16_ptx(const __grid_constant__ TensorMap d, const __grid_constant__ TensorMap a,
                        const __grid_constant__ TensorMap a_scales, const __grid_constant__ TensorMap b,
                        const float *__restrict__ b_scales, unsigned m, unsigned n, unsigned k) {
  multiply<Variant<128, 16, 8>>(d, a, a_scales, b, b_scales, nullptr, m, n, k, 1);
}
