// output[t][c] = bf16(sum over k of weights[t][k] * input[indices[t][k]][c]): the experts' rows of a token, combined.
//
// The PTX path of combine_reduce_cuda, with the same definition and the same bits; columns is a multiple of 8, the
// pointers are aligned to 16 bytes and top_k is at most 32. Each lane of a warp keeps one term's index and weight,
// which shfl.sync hands to all, so that they are read once a warp; rows are read 16 bytes at a time past L1. One block
// of 256 threads a token; the grid is tokens.
#include "memory.cuh"

__device__ __forceinline__ void accumulate(float &low, float &high, unsigned pair, float weight) {
  asm("fma.rn.f32 %0, %1, %2, %0;" : "+f"(low) : "f"(weight), "f"(low_bf16(pair)));
  asm("fma.rn.f32 %0, %1, %2, %0;" : "+f"(high) : "f"(weight), "f"(high_bf16(pair)));
}

extern "C" __global__ void __launch_bounds__(256)
    combine_reduce_ptx(unsigned short *__restrict__ output, const unsigned short *__restrict__ input,
                       const unsigned *__restrict__ indices, const float *__restrict__ weights, unsigned tokens,
                       unsigned input_rows, unsigned columns, unsigned top_k) {
  const unsigned token = blockIdx.x;
  if (token >= tokens) return;
  const unsigned lane = threadIdx.x % 32;
  unsigned own_row = 0xffffffffu;
  float own_weight = 0;
  if (lane < top_k) {
    own_row = indices[size_t(token) * top_k + lane];
    own_weight = weights[size_t(token) * top_k + lane];
  }
  output += size_t(token) * columns;

  // All lanes of a warp take the same number of steps, so that shfl.sync may name all of them.
  for (unsigned first = (threadIdx.x & ~31u) * 8; first < columns; first += 2048) {
    const unsigned column = first + lane * 8;
    const bool live = column < columns;
    float sums[8] = {0, 0, 0, 0, 0, 0, 0, 0};
#pragma unroll 4
    for (unsigned k = 0; k < top_k; k++) {
      unsigned row;
      float weight;
      asm volatile("shfl.sync.idx.b32 %0, %1, %2, 0x1f, 0xffffffff;" : "=r"(row) : "r"(own_row), "r"(k));
      asm volatile("shfl.sync.idx.b32 %0, %1, %2, 0x1f, 0xffffffff;" : "=f"(weight) : "f"(own_weight), "r"(k));
      if (live && row < input_rows) {
        const Vector4 value = load_streaming(input + size_t(row) * columns + column);
        accumulate(sums[0], sums[1], value.x, weight);
        accumulate(sums[2], sums[3], value.y, weight);
        accumulate(sums[4], sums[5], value.z, weight);
        accumulate(sums[6], sums[7], value.w, weight);
      }
    }
    if (live) {
      Vector4 result;
      result.x = pack_bf16(sums[0], sums[1]);
      result.y = pack_bf16(sums[2], sums[3]);
      result.z = pack_bf16(sums[4], sums[5]);
      result.w = pack_bf16(sums[6], sums[7]);
      store_streaming(output + column, result);
    }
  }
}
