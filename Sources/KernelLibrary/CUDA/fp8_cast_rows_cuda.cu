// Quantises bf16 to e4m3 with one scale for each group of 128 consecutive elements of a row (a token), one block a
// token.
//
// For each row and group: amax = max(|x|, 1e-4) over the group, in f32 (NaN is passed over); scale = amax / 448,
// rounded to nearest even; output = e4m3(x / scale), the quotient rounded to f32, then to e4m3 to nearest even,
// saturating at 448 (a NaN stays one). Exact.
//
// input is [rows][columns] bf16, output [rows][columns] e4m3, scales [ceil(columns / 128)][rows] f32, so that a GEMM
// reads the scales of its rows side by side. columns is a multiple of 4 and the last group of a row may be shorter. One
// warp a group, four elements a lane; blocks of 128 threads, grid rows: the launch of
// per_token_cast_to_fp8_with_channels in DeepSeek's published training trace. That kernel's code is not published; the
// division of each element is that of the published inference code.
#include <cuda_bf16.h>
#include <cuda_fp8.h>

extern "C" __global__ void __launch_bounds__(128)
    fp8_cast_rows_cuda(const __nv_bfloat16 *__restrict__ input, unsigned char *__restrict__ output,
                       float *__restrict__ scales, unsigned rows, unsigned columns) {
  const unsigned row = blockIdx.x;
  if (row >= rows) return;
  const __nv_bfloat16 *from = input + size_t(row) * columns;
  unsigned char *to = output + size_t(row) * columns;
  const unsigned lane = threadIdx.x % 32;
  for (unsigned start = threadIdx.x / 32 * 128; start < columns; start += 512) {
    const unsigned column = start + lane * 4;
    const bool loads = column < columns;
    uint2 loaded = {0, 0};
    if (loads) loaded = *reinterpret_cast<const uint2 *>(from + column);
    const float x[4] = {__uint_as_float(loaded.x << 16), __uint_as_float(loaded.x & 0xffff0000u),
                        __uint_as_float(loaded.y << 16), __uint_as_float(loaded.y & 0xffff0000u)};

    float amax = 1e-4f;
#pragma unroll
    for (int i = 0; i < 4; i++) amax = fmaxf(amax, fabsf(x[i]));
#pragma unroll
    for (unsigned distance = 16; distance > 0; distance /= 2)
      amax = fmaxf(amax, __shfl_xor_sync(0xffffffffu, amax, distance));

    const float scale = __fdiv_rn(amax, 448.0f);
    if (lane == 0) scales[size_t(start / 128) * rows + row] = scale;
    if (!loads) continue;
    unsigned packed = 0;
#pragma unroll
    for (int i = 0; i < 4; i++)
      packed |= unsigned(__nv_cvt_float_to_fp8(__fdiv_rn(x[i], scale), __NV_SATFINITE, __NV_E4M3)) << (8 * i);
    *reinterpret_cast<unsigned *>(to + column) = packed;
  }
}
