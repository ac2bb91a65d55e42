// Gradient of attention for heads of 192 in queries and keys and 128 in values, as in multi-head latent attention.
//
// With p[h][i][j] = 2^(log2(e) * scale * q[h][i] . k[h][j] - lse[h][i]) where query i sees key j, otherwise 0, and
// ds[h][i][j] = p[h][i][j] * (gradient[h][i] . v[h][j] - delta[h][i]):
//
//     dq[h][i][:] += sum over j of ds[h][i][j] * k[h][j][:]
//     dk[h][j][:] = scale * sum over i of ds[h][i][j] * q[h][i][:]
//     dv[h][j][:] = sum over i of p[h][i][j] * gradient[h][i][:]
//
// q is [heads][queries][192] bf16, k [heads][keys][192], v [heads][keys][128], gradient (of the output)
// [heads][queries][128]; dk and dv are bf16 and lie as k and v do; dq is f32, lies as q does, and lacks the scale, which
// comes with its rounding to bf16. lse and delta are f32, [heads][queries rounded up to 64]: the logarithms to base 2 of
// the rows' sums, and the rows' sums of gradient * output; what lies behind the queries is finite and not used. With
// causal not 0, query i sees the keys j <= i + keys - queries, otherwise all.
//
// Sums are f32, and p and ds are rounded to bf16 before they are multiplied; 2^ is the fast approximation. A reference in
// f64 agrees within 2^-7 of the largest element of each result.
//
// q and gradient are tensor maps over (element, row, head) in boxes of 64 x 64 x 1, k and v in boxes of 64 x 128 x 1, dq
// in boxes of 32 x 64 x 1, all with 128-byte swizzle. 128 keys a block of 384 threads, 64 queries a step, two stages; the
// grid is (ceil(keys / 128), heads); dynamic shared memory 230400 bytes.
#include "attention_backward.cuh"

extern "C" __global__ void __launch_bounds__(384)
    attention192_backward_ptx(const __grid_constant__ TensorMap dq, unsigned short *__restrict__ dk,
                              unsigned short *__restrict__ dv, const __grid_constant__ TensorMap q,
                              const __grid_constant__ TensorMap k, const __grid_constant__ TensorMap v,
                              const __grid_constant__ TensorMap gradient, const float *__restrict__ lse,
                              const float *__restrict__ delta, unsigned queries, unsigned keys, unsigned heads,
                              unsigned causal, float scale) {
  if (blockIdx.y >= heads) return;
  differentiate(dq, q, k, v, gradient, {dk, dv, lse, delta, queries, keys, causal, scale});
}
