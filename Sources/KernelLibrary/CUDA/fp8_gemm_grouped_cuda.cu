// d = a * b^T where each 128 rows of a belong to one expert, which has its own b: a grouped GEMM on rows that lie one
// after another, as DeepGEMM calls it.
//
// a is [m][k] e4m3 with a_scales [ceil(k / 128)][m] f32; b is [groups][n][k] e4m3 with b_scales
// [groups][ceil(n / 128)][ceil(k / 128)] f32; row_groups [ceil(m / 128)] u32 names the group of each 128 rows; d [m][n]
// bf16. Rows i of d are what fp8_gemm_cuda defines with b[row_groups[i / 128]] and its scales; rows whose group is
// `groups` or more stay as they are. Exactness and tolerance as there.
//
// 64 x 64 tiles a block of 256 threads; the grid is (ceil(n / 64), ceil(m / 64)).
#include "fp8_gemm_tiled.cuh"

extern "C" __global__ void __launch_bounds__(256)
    fp8_gemm_grouped_cuda(__nv_bfloat16 *__restrict__ d, const unsigned char *__restrict__ a,
                          const float *__restrict__ a_scales, const unsigned char *__restrict__ b,
                          const float *__restrict__ b_scales, const unsigned *__restrict__ row_groups, unsigned m,
                          unsigned n, unsigned k, unsigned groups) {
  const unsigned group = row_groups[blockIdx.y * tile / 128];
  if (group >= groups) return;
  b_scales += size_t(group) * ((n + 127) / 128) * ((k + 127) / 128);
  multiply_tile(d, a, a_scales, b + size_t(group) * n * k, b_scales, m, n, k);
}
