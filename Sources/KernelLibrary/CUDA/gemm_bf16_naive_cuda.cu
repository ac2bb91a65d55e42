// d = a * b^T: a is [m][k] bf16, b [n][k] bf16 (both rows along k), d [m][n] bf16, row-major.
//
// Each element's sum starts at +0 in f32 and takes its k products in ascending order by fused multiply-adds, then is
// rounded once to bf16, to nearest even. Exact for this kernel. The other rungs of the ladder (gemm_bf16_*_ptx) compute
// the same on tensor cores, whose order and rounding of sums are the hardware's: there a reference in f64 agrees within
// k * 2^-23 times the sum of the absolute products, plus half a unit in the last place of bf16.
//
// One thread an element, straight from global memory; blocks of 32 x 8, grid (ceil(n / 32), ceil(m / 8)).
#include <cuda_bf16.h>

extern "C" __global__ void __launch_bounds__(256)
    gemm_bf16_naive_cuda(__nv_bfloat16 *__restrict__ d, const __nv_bfloat16 *__restrict__ a,
                         const __nv_bfloat16 *__restrict__ b, unsigned m, unsigned n, unsigned k) {
  const unsigned row = blockIdx.y * 8 + threadIdx.y, column = blockIdx.x * 32 + threadIdx.x;
  if (row >= m || column >= n) return;
  float sum = 0;
  for (unsigned i = 0; i < k; i++)
    sum = __fmaf_rn(__bfloat162float(a[size_t(row) * k + i]), __bfloat162float(b[size_t(column) * k + i]), sum);
  d[size_t(row) * n + column] = __float2bfloat16_rn(sum);
}
