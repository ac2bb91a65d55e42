// d = a * b^T: a is [m][k] bf16, b [n][k] bf16 (both rows along k), d [m][n] bf16, row-major.
//
// The definition and the bits of gemm_bf16_naive_cuda: f32 sums from +0, fused multiply-adds in ascending k, rounded
// once to bf16. Exact. 128 x 128 tiles a block of 256 threads, 8 x 8 elements a thread, steps of 16 along k through
// shared memory, where both tiles lie as f32 with k outermost. The grid is (ceil(n / 128), ceil(m / 128)).
#include <cuda_bf16.h>

constexpr unsigned tile = 128, depth = 16, padded = tile + 4;

__device__ __forceinline__ void fill(float (&to)[depth][padded], const __nv_bfloat16 *from, unsigned first_row,
                                     unsigned rows, unsigned step, unsigned k) {
#pragma unroll
  for (unsigned i = threadIdx.x; i < tile * depth; i += 256) {
    const unsigned row = i / depth, z = i % depth;
    const bool inside = first_row + row < rows && step + z < k;
    to[z][row] = inside ? __bfloat162float(from[size_t(first_row + row) * k + step + z]) : 0.0f;
  }
}

extern "C" __global__ void __launch_bounds__(256)
    gemm_bf16_tiled_cuda(__nv_bfloat16 *__restrict__ d, const __nv_bfloat16 *__restrict__ a,
                         const __nv_bfloat16 *__restrict__ b, unsigned m, unsigned n, unsigned k) {
  __shared__ alignas(16) float a_tile[depth][padded], b_tile[depth][padded];
  const unsigned first_row = blockIdx.y * tile, first_column = blockIdx.x * tile;
  const unsigned thread_row = threadIdx.x / 16 * 8, thread_column = threadIdx.x % 16 * 8;
  float sums[8][8] = {};

  for (unsigned step = 0; step < k; step += depth) {
    fill(a_tile, a, first_row, m, step, k);
    fill(b_tile, b, first_column, n, step, k);
    __syncthreads();
#pragma unroll
    for (unsigned z = 0; z < depth; z++) {
      float left[8], right[8];
#pragma unroll
      for (unsigned i = 0; i < 8; i += 4) {
        *reinterpret_cast<float4 *>(left + i) = *reinterpret_cast<const float4 *>(&a_tile[z][thread_row + i]);
        *reinterpret_cast<float4 *>(right + i) = *reinterpret_cast<const float4 *>(&b_tile[z][thread_column + i]);
      }
#pragma unroll
      for (unsigned i = 0; i < 8; i++)
#pragma unroll
        for (unsigned j = 0; j < 8; j++) sums[i][j] = __fmaf_rn(left[i], right[j], sums[i][j]);
    }
    __syncthreads();
  }
#pragma unroll
  for (unsigned i = 0; i < 8; i++)
#pragma unroll
    for (unsigned j = 0; j < 8; j++) {
      const unsigned row = first_row + thread_row + i, column = first_column + thread_column + j;
      if (row < m && column < n) d[size_t(row) * n + column] = __float2bfloat16_rn(sums[i][j]);
    }
}
