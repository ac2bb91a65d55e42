// Rotary position embedding on interleaved pairs, as DeepSeek-V3 applies it to the rotary part of a head.
//
// For each token t, head h and pair p: (a, b) = input[t][h][2p, 2p + 1], (c, s) = (cosines, sines)[positions[t]][p];
// output[t][h][2p] = bf16(fma(a, c, -(b * s))), output[t][h][2p + 1] = bf16(fma(a, s, b * c)), the inner products
// rounded to f32, everything to nearest even. Exact.
//
// input and output are [tokens][heads][size] bf16, size even; cosines and sines [positions' bound][size / 2] f32;
// positions [tokens] u32. One thread a pair, a loop over the grid.
#include <cuda_bf16.h>

extern "C" __global__ void __launch_bounds__(256)
    rotary_cuda(__nv_bfloat16 *__restrict__ output, const __nv_bfloat16 *__restrict__ input,
                const float *__restrict__ cosines, const float *__restrict__ sines,
                const unsigned *__restrict__ positions, unsigned tokens, unsigned heads, unsigned size) {
  const unsigned pairs = size / 2;
  const unsigned count = tokens * heads * pairs;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x) {
    const unsigned pair = i % pairs;
    const unsigned token = i / (pairs * heads);
    const size_t angle = size_t(positions[token]) * pairs + pair;
    const float c = cosines[angle], s = sines[angle];
    const float a = __bfloat162float(input[2 * size_t(i)]), b = __bfloat162float(input[2 * size_t(i) + 1]);
    output[2 * size_t(i)] = __float2bfloat16_rn(__fmaf_rn(a, c, -__fmul_rn(b, s)));
    output[2 * size_t(i) + 1] = __float2bfloat16_rn(__fmaf_rn(a, s, __fmul_rn(b, c)));
  }
}
