// Attention forward for heads of 128.
//
// output[h][i][:] = sum over visible j of softmax(scale * q[h][i] . k[h][j]) * v[h][j][:]. q is [heads][queries][128]
// bf16, k [heads][keys][128], v [heads][keys][128], output [heads][queries][128]. With causal not 0, query i sees the
// keys j <= i + keys - queries, otherwise all; a query that sees none gives zeros.
//
// Scores, maxima, sums and outputs are f32; exp is the fast approximation; the result is rounded once to bf16. A
// reference in f64 agrees within 2^-7 of the largest |v| of the head (attention128_ptx rounds probabilities to bf16).
//
// 64 queries a block of 256 threads; the grid is (ceil(queries / 64), heads); dynamic shared memory 69632 bytes.
#include "attention_tiled.cuh"

extern "C" __global__ void __launch_bounds__(256)
    attention128_cuda(__nv_bfloat16 *__restrict__ output, const __nv_bfloat16 *__restrict__ q,
                      const __nv_bfloat16 *__restrict__ k, const __nv_bfloat16 *__restrict__ v, unsigned queries,
                      unsigned keys, unsigned heads, unsigned causal, float scale) {
  if (blockIdx.y < heads) attend<128, 128>(output, q, k, v, queries, keys, causal, scale);
}
