// Quantises bf16 to e4m3 with one scale for each column and 128 rows, and transposes it.
//
// For each column c and each 128 rows: amax = max(|x|, 1e-4) in f32 (NaN is passed over); scale = amax / 448, rounded
// to nearest even; output[c][r] = e4m3(x / scale), the quotient rounded to f32, then to e4m3 to nearest even,
// saturating at 448 (a NaN stays one). Exact.
//
// input is [rows][columns] bf16, output [columns][rows] e4m3, scales [rows / 128][columns] f32; rows and columns are
// multiples of 128. A tile of 128 by 128 elements a block of 256 threads, in shared memory with a pitch of 132
// elements: the launch and the shared memory of per_channel_cast_and_transpose in DeepSeek's published training trace,
// whose code is not published. Each warp quantises 16 columns, four at a time, a lane four rows that are 32 apart. The
// grid is (columns / 128, rows / 128).
#include <cuda_bf16.h>
#include <cuda_fp8.h>

extern "C" __global__ void __launch_bounds__(256)
    fp8_cast_transpose_cuda(const __nv_bfloat16 *__restrict__ input, unsigned char *__restrict__ output,
                            float *__restrict__ scales, unsigned rows, unsigned columns) {
  __shared__ __align__(16) __nv_bfloat16 tile[128][132];
  const unsigned firstColumn = blockIdx.x * 128, firstRow = blockIdx.y * 128;
  const unsigned warp = threadIdx.x / 32, lane = threadIdx.x % 32;

#pragma unroll
  for (unsigned first = warp; first < 128; first += 64) {
    uint2 loaded[8];
#pragma unroll
    for (int i = 0; i < 8; i++)
      loaded[i] =
          *reinterpret_cast<const uint2 *>(input + size_t(firstRow + first + 8 * i) * columns + firstColumn + lane * 4);
#pragma unroll
    for (int i = 0; i < 8; i++) *reinterpret_cast<uint2 *>(&tile[first + 8 * i][lane * 4]) = loaded[i];
  }
  __syncthreads();

#pragma unroll 1
  for (unsigned column = warp * 16; column < warp * 16 + 16; column += 4) {
    float x[4][4];
    float amax[4] = {1e-4f, 1e-4f, 1e-4f, 1e-4f};
#pragma unroll
    for (int part = 0; part < 4; part++) {
      const uint2 loaded = *reinterpret_cast<const uint2 *>(&tile[part * 32 + lane][column]);
      x[part][0] = __uint_as_float(loaded.x << 16);
      x[part][1] = __uint_as_float(loaded.x & 0xffff0000u);
      x[part][2] = __uint_as_float(loaded.y << 16);
      x[part][3] = __uint_as_float(loaded.y & 0xffff0000u);
#pragma unroll
      for (int i = 0; i < 4; i++) amax[i] = fmaxf(amax[i], fabsf(x[part][i]));
    }
#pragma unroll
    for (unsigned distance = 16; distance > 0; distance /= 2)
#pragma unroll
      for (int i = 0; i < 4; i++) amax[i] = fmaxf(amax[i], __shfl_xor_sync(0xffffffffu, amax[i], distance));
#pragma unroll
    for (int i = 0; i < 4; i++) {
      const float scale = __fdiv_rn(amax[i], 448.0f);
      if (lane == 0) scales[size_t(blockIdx.y) * columns + firstColumn + column + i] = scale;
      unsigned char *to = output + size_t(firstColumn + column + i) * rows + firstRow + lane;
#pragma unroll
      for (int part = 0; part < 4; part++)
        to[part * 32] = __nv_cvt_float_to_fp8(__fdiv_rn(x[part][i], scale), __NV_SATFINITE, __NV_E4M3);
    }
  }
}
