// output[t][c] = bf16(sum over k of weights[t][k] * input[indices[t][k]][c]): the experts' rows of a token, combined.
//
// In f32: the sum starts at +0 and takes the top_k terms in ascending k by fused multiply-adds, then is rounded once to
// bf16, to nearest even. A term whose index is input_rows or more is left out. Exact.
//
// input is [input_rows][columns] bf16, output [tokens][columns] bf16, indices [tokens][top_k] u32, weights
// [tokens][top_k] f32; columns is a multiple of 8 and the pointers are aligned to 16 bytes. One block of 256 threads a
// token, eight elements (uint4) a thread and step; the grid is tokens.
#include <cuda_bf16.h>

extern "C" __global__ void __launch_bounds__(256)
    combine_reduce_cuda(__nv_bfloat16 *__restrict__ output, const __nv_bfloat16 *__restrict__ input,
                        const unsigned *__restrict__ indices, const float *__restrict__ weights, unsigned tokens,
                        unsigned input_rows, unsigned columns, unsigned top_k) {
  const unsigned token = blockIdx.x;
  if (token >= tokens) return;
  indices += size_t(token) * top_k;
  weights += size_t(token) * top_k;
  output += size_t(token) * columns;
  for (unsigned i = threadIdx.x * 8; i < columns; i += blockDim.x * 8) {
    float sums[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    for (unsigned k = 0; k < top_k; k++) {
      const unsigned row = indices[k];
      if (row >= input_rows) continue;
      const float weight = weights[k];
      const uint4 loaded = *reinterpret_cast<const uint4 *>(input + size_t(row) * columns + i);
      const unsigned pairs[4] = {loaded.x, loaded.y, loaded.z, loaded.w};
#pragma unroll
      for (int pair = 0; pair < 4; pair++) {
        sums[2 * pair] = __fmaf_rn(weight, __uint_as_float(pairs[pair] << 16), sums[2 * pair]);
        sums[2 * pair + 1] = __fmaf_rn(weight, __uint_as_float(pairs[pair] & 0xffff0000u), sums[2 * pair + 1]);
      }
    }
    __nv_bfloat162 rounded[4];
#pragma unroll
    for (int pair = 0; pair < 4; pair++) rounded[pair] = __floats2bfloat162_rn(sums[2 * pair], sums[2 * pair + 1]);
    *reinterpret_cast<uint4 *>(output + i) = *reinterpret_cast<const uint4 *>(rounded);
  }
}
