// d = a * b^T where each 128 rows of a belong to one expert, which has its own b: a grouped GEMM on rows that lie one
// after another, as DeepGEMM calls it.
//
// The definition in fp8_gemm_grouped_cuda and the tolerance in fp8_gemm_cuda. m is a multiple of 4, n of 8 and k of 16,
// k at most 131072. The tensor maps are those of fp8_gemm_ptx, b's over its groups * n rows. The kernel is fp8_gemm_ptx
// in which each tile takes its b from row_groups. Blocks of 384 threads, any grid; dynamic shared memory as there.
#include "fp8_gemm_promoted.cuh"

extern "C" __global__ void __launch_bounds__(384, 1)
    fp8_gemm_grouped_ptx(const __grid_constant__ TensorMap d, const __grid_constant__ TensorMap a,
                         const __grid_constant__ TensorMap a_scales, const __grid_constant__ TensorMap b,
                         const float *__restrict__ b_scales, const unsigned *__restrict__ row_groups, unsigned m,
                         unsigned n, unsigned k, unsigned groups) {
  multiply<Variant<128, 128, 5, shares_nothing, true, true>>(d, a, a_scales, b, b_scales, row_groups, m, n, k, groups);
}
