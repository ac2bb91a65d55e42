// output[r][c] = bf16(x * rsqrt(mean(x^2) + epsilon) * weight[c]), where x = input[r][c].
//
// input and output are [rows][columns] bf16, weight [columns] bf16. In f32: each thread sums its strided squares with
// fused multiply-adds in ascending order, then a shuffle tree, then the eight warps' sums; mean is the sum divided by
// columns; rsqrt is approximate; the two products are rounded to f32, the last value once to bf16. A reference in f64
// rounded to bf16 agrees within one unit in the last place of bf16.
// One block of 256 threads a row; the grid is rows.
#include <cuda_bf16.h>

extern "C" __global__ void __launch_bounds__(256)
    rmsnorm_cuda(__nv_bfloat16 *__restrict__ output, const __nv_bfloat16 *__restrict__ input,
                 const __nv_bfloat16 *__restrict__ weight, unsigned rows, unsigned columns, float epsilon) {
  __shared__ float warp_sums[8];
  const unsigned row = blockIdx.x;
  if (row >= rows) return;
  input += size_t(row) * columns;
  output += size_t(row) * columns;

  float sum = 0;
  for (unsigned i = threadIdx.x; i < columns; i += blockDim.x) {
    const float x = __bfloat162float(input[i]);
    sum = __fmaf_rn(x, x, sum);
  }
  for (unsigned distance = 16; distance > 0; distance /= 2) sum += __shfl_xor_sync(0xffffffffu, sum, distance);
  if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = sum;
  __syncthreads();

  float total = 0;
  for (unsigned warp = 0; warp < 8; warp++) total += warp_sums[warp];
  const float factor = rsqrtf(__fdiv_rn(total, float(columns)) + epsilon);
  for (unsigned i = threadIdx.x; i < columns; i += blockDim.x)
    output[i] = __float2bfloat16_rn(__bfloat162float(input[i]) * factor * __bfloat162float(weight[i]));
}
