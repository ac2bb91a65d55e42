// Attention forward on CUDA cores, with online softmax: 64 queries a block, 64 keys a step.
#pragma once
#include <cuda_bf16.h>

constexpr unsigned tile = 64;

// Dynamic shared memory: 2 * 64 * (size + 8) * 2 + 64 * (value_size + 8) * 2 + 64 * 68 * 4 bytes.
template <unsigned size, unsigned value_size>
struct Tiles {
  __nv_bfloat162 queries[tile][size / 2 + 4], keys[tile][size / 2 + 4], values[tile][value_size / 2 + 4];
  float probabilities[tile][tile + 4];
};

// Rows of one head; what lies below the last row becomes zero.
template <unsigned width>
__device__ __forceinline__ void fill(__nv_bfloat162 (&to)[tile][width / 2 + 4], const __nv_bfloat16 *from,
                                     unsigned first_row, unsigned rows) {
  for (unsigned i = threadIdx.x; i < tile * width / 2; i += 256) {
    const unsigned row = i / (width / 2), pair = i % (width / 2);
    __nv_bfloat162 value = __floats2bfloat162_rn(0.0f, 0.0f);
    if (first_row + row < rows)
      value = *reinterpret_cast<const __nv_bfloat162 *>(from + size_t(first_row + row) * width + 2 * pair);
    to[row][pair] = value;
  }
}

__device__ __forceinline__ float row_maximum(float value) {
  for (unsigned distance = 8; distance > 0; distance /= 2)
    value = fmaxf(value, __shfl_xor_sync(0xffffffffu, value, distance));
  return value;
}

__device__ __forceinline__ float row_sum(float value) {
  for (unsigned distance = 8; distance > 0; distance /= 2) value += __shfl_xor_sync(0xffffffffu, value, distance);
  return value;
}

// Half a warp works on four rows: four by four scores and four by value_size / 16 outputs a thread.
template <unsigned size, unsigned value_size>
__device__ __forceinline__ void attend(__nv_bfloat16 *output, const __nv_bfloat16 *q, const __nv_bfloat16 *k,
                                       const __nv_bfloat16 *v, unsigned queries, unsigned keys, unsigned causal,
                                       float scale) {
  extern __shared__ __align__(16) unsigned char dynamic[];
  Tiles<size, value_size> &tiles = *reinterpret_cast<Tiles<size, value_size> *>(dynamic);
  const unsigned head = blockIdx.y, first_query = blockIdx.x * tile;
  const unsigned thread_row = threadIdx.x / 16 * 4, part = threadIdx.x % 16;
  q += size_t(head) * queries * size;
  k += size_t(head) * keys * size;
  v += size_t(head) * keys * value_size;
  output += size_t(head) * queries * value_size;

  float outputs[4][value_size / 32][2] = {}, maxima[4], sums[4] = {};
  int limits[4];
  for (unsigned i = 0; i < 4; i++) {
    maxima[i] = -INFINITY;
    const int visible = int(first_query + thread_row + i) + 1 + int(keys) - int(queries);
    limits[i] = causal != 0 && visible < int(keys) ? visible : int(keys);
  }
  // The last row of the tile sees the most keys.
  const int most = int(first_query + tile) + int(keys) - int(queries);
  const int end = causal != 0 && most < int(keys) ? most : int(keys);

  fill<size>(tiles.queries, q, first_query, queries);
  for (int first_key = 0; first_key < end; first_key += tile) {
    __syncthreads();
    fill<size>(tiles.keys, k, first_key, keys);
    fill<value_size>(tiles.values, v, first_key, keys);
    __syncthreads();

    float scores[4][4] = {};
#pragma unroll 4
    for (unsigned z = 0; z < size / 2; z++) {
      float2 left[4], right[4];
#pragma unroll
      for (unsigned i = 0; i < 4; i++) left[i] = __bfloat1622float2(tiles.queries[thread_row + i][z]);
#pragma unroll
      for (unsigned j = 0; j < 4; j++) right[j] = __bfloat1622float2(tiles.keys[part + 16 * j][z]);
#pragma unroll
      for (unsigned i = 0; i < 4; i++)
#pragma unroll
        for (unsigned j = 0; j < 4; j++)
          scores[i][j] = __fmaf_rn(left[i].y, right[j].y, __fmaf_rn(left[i].x, right[j].x, scores[i][j]));
    }

#pragma unroll
    for (unsigned i = 0; i < 4; i++) {
      float maximum = maxima[i];
#pragma unroll
      for (unsigned j = 0; j < 4; j++) {
        scores[i][j] = first_key + int(part + 16 * j) < limits[i] ? scores[i][j] * scale : -INFINITY;
        maximum = fmaxf(maximum, scores[i][j]);
      }
      maximum = row_maximum(maximum);
      // A row that has seen no key yet keeps a maximum of -infinity, which must not meet itself in a difference.
      const float base = maximum == -INFINITY ? 0.0f : maximum;
      const float factor = __expf(maxima[i] - base);
      float sum = 0;
#pragma unroll
      for (unsigned j = 0; j < 4; j++) {
        const float probability = __expf(scores[i][j] - base);
        tiles.probabilities[thread_row + i][part + 16 * j] = probability;
        sum += probability;
      }
      sums[i] = sums[i] * factor + row_sum(sum);
      maxima[i] = maximum;
#pragma unroll
      for (unsigned c = 0; c < value_size / 32; c++) {
        outputs[i][c][0] *= factor;
        outputs[i][c][1] *= factor;
      }
    }
    __syncwarp();

#pragma unroll 4
    for (unsigned key = 0; key < tile; key++) {
      float weights[4];
#pragma unroll
      for (unsigned i = 0; i < 4; i++) weights[i] = tiles.probabilities[thread_row + i][key];
#pragma unroll
      for (unsigned c = 0; c < value_size / 32; c++) {
        const float2 value = __bfloat1622float2(tiles.values[key][part + 16 * c]);
#pragma unroll
        for (unsigned i = 0; i < 4; i++) {
          outputs[i][c][0] = __fmaf_rn(weights[i], value.x, outputs[i][c][0]);
          outputs[i][c][1] = __fmaf_rn(weights[i], value.y, outputs[i][c][1]);
        }
      }
    }
  }

#pragma unroll
  for (unsigned i = 0; i < 4; i++) {
    const unsigned row = first_query + thread_row + i;
    if (row >= queries) continue;
    const float inverse = sums[i] > 0 ? __fdividef(1.0f, sums[i]) : 0.0f;
#pragma unroll
    for (unsigned c = 0; c < value_size / 32; c++)
      *reinterpret_cast<__nv_bfloat162 *>(output + size_t(row) * value_size + 2 * (part + 16 * c)) =
          __floats2bfloat162_rn(outputs[i][c][0] * inverse, outputs[i][c][1] * inverse);
  }
}
