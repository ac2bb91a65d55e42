// Attention forward for heads of 64.
//
// The definition and tolerance in attention64_cuda. q, k and v are tensor maps over (element, row, head) in boxes of
// 64 x 128 x 1, of q 64 x 64 x 1, with 128-byte swizzle. 192 queries a block of 512 threads, 128 keys a step, two stages; the grid is
// (ceil(queries / 192), heads); dynamic shared memory 90112 bytes.
#include "attention_pingpong.cuh"

extern "C" __global__ void __launch_bounds__(512)
    attention64_ptx(unsigned short *__restrict__ output, const __grid_constant__ TensorMap q,
                    const __grid_constant__ TensorMap k, const __grid_constant__ TensorMap v, unsigned queries,
                    unsigned keys, unsigned heads, unsigned causal, float scale) {
  if (blockIdx.y < heads) attend<64, 64, 3>(output, q, k, v, queries, keys, causal, scale);
}
