// FP8 GEMM with fine-grained scales on CUDA cores: both tiles as f32 in shared memory, 4 x 4 elements a thread.
#pragma once
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_fp8.h>

constexpr unsigned tile = 64, depth = 32, padded = tile + 4;

__device__ __forceinline__ void fill(float (&to)[depth][padded], const __nv_fp8_storage_t *from, unsigned first_row,
                                     unsigned rows, unsigned step, unsigned k) {
#pragma unroll
  for (unsigned i = threadIdx.x; i < tile * depth; i += 256) {
    const unsigned row = i / depth, z = i % depth;
    float value = 0;
    if (first_row + row < rows && step + z < k)
      value = __half2float(__half(__nv_cvt_fp8_to_halfraw(from[size_t(first_row + row) * k + step + z], __NV_E4M3)));
    to[z][row] = value;
  }
}

// The sums of 4 x 4 elements a thread over up to 128 of k, from +0.
__device__ __forceinline__ void sum_group(float (&partials)[4][4], float (&a_tile)[depth][padded],
                                          float (&b_tile)[depth][padded], const unsigned char *a,
                                          const unsigned char *b, unsigned m, unsigned n, unsigned k, unsigned group) {
  const unsigned thread_row = threadIdx.x / 16 * 4, thread_column = threadIdx.x % 16 * 4;
  for (unsigned step = group * 128; step < group * 128 + 128 && step < k; step += depth) {
    fill(a_tile, a, blockIdx.y * tile, m, step, k);
    fill(b_tile, b, blockIdx.x * tile, n, step, k);
    __syncthreads();
#pragma unroll
    for (unsigned z = 0; z < depth; z++) {
      const float4 left = *reinterpret_cast<const float4 *>(&a_tile[z][thread_row]);
      const float4 right = *reinterpret_cast<const float4 *>(&b_tile[z][thread_column]);
      const float rows[4] = {left.x, left.y, left.z, left.w}, columns[4] = {right.x, right.y, right.z, right.w};
#pragma unroll
      for (unsigned i = 0; i < 4; i++)
#pragma unroll
        for (unsigned j = 0; j < 4; j++) partials[i][j] = __fmaf_rn(rows[i], columns[j], partials[i][j]);
    }
    __syncthreads();
  }
}

// The 64 x 64 tile of this block, for one b and its scales.
__device__ __forceinline__ void multiply_tile(__nv_bfloat16 *d, const unsigned char *a, const float *a_scales,
                                              const unsigned char *b, const float *b_scales, unsigned m, unsigned n,
                                              unsigned k) {
  __shared__ alignas(16) float a_tile[depth][padded], b_tile[depth][padded];
  const unsigned first_row = blockIdx.y * tile, first_column = blockIdx.x * tile;
  const unsigned thread_row = threadIdx.x / 16 * 4, thread_column = threadIdx.x % 16 * 4;
  const unsigned groups = (k + 127) / 128;
  float sums[4][4] = {};

  for (unsigned group = 0; group < groups; group++) {
    float partials[4][4] = {};
    sum_group(partials, a_tile, b_tile, a, b, m, n, k, group);
    // All 64 columns of the tile lie in one block of 128.
    const float b_scale = b_scales[first_column / 128 * groups + group];
#pragma unroll
    for (unsigned i = 0; i < 4; i++) {
      const unsigned row = first_row + thread_row + i;
      const float scale = row < m ? __fmul_rn(a_scales[size_t(group) * m + row], b_scale) : 0.0f;
#pragma unroll
      for (unsigned j = 0; j < 4; j++) sums[i][j] = __fmaf_rn(partials[i][j], scale, sums[i][j]);
    }
  }
#pragma unroll
  for (unsigned i = 0; i < 4; i++)
#pragma unroll
    for (unsigned j = 0; j < 4; j++) {
      const unsigned row = first_row + thread_row + i, column = first_column + thread_column + j;
      if (row < m && column < n) d[size_t(row) * n + column] = __float2bfloat16_rn(sums[i][j]);
    }
}
