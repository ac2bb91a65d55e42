// Attention forward for heads of 128.
//
// The definition and tolerance in attention128_cuda. q, k and v are tensor maps over (element, row, head) in boxes of
// 64 x 128 x 1, of q 64 x 64 x 1, with 128-byte swizzle. 128 queries a block of 384 threads, 128 keys a step, two stages; the grid is
// (ceil(queries / 128), heads); dynamic shared memory 163840 bytes.
#include "attention_pingpong.cuh"

extern "C" __global__ void __launch_bounds__(384)
    attention128_ptx(unsigned short *__restrict__ output, const __grid_constant__ TensorMap q,
                     const __grid_constant__ TensorMap k, const __grid_constant__ TensorMap v, unsigned queries,
                     unsigned keys, unsigned heads, unsigned causal, float scale) {
  if (blockIdx.y < heads) attend<128, 128, 2>(output, q, k, v, queries, keys, causal, scale);
}
