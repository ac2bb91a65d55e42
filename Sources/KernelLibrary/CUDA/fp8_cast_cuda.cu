// Quantises bf16 to e4m3 with one scale for each group of 128 consecutive elements of a row (a token).
//
// For each row and group: amax = max(|x|, 1e-4) over the group, in f32 (NaN is passed over); scale = amax / 448,
// rounded to nearest even; factor = 448 / amax, rounded to nearest even; output = e4m3(x * factor), the product rounded
// to f32, then to e4m3 to nearest even, saturating at 448 (a NaN stays one). Exact.
//
// input is [rows][columns] bf16, output [rows][columns] e4m3, scales [rows][ceil(columns / 128)] f32. columns is a
// multiple of 4 and the last group of a row may be shorter. One warp a group, four elements a lane; blocks of 256
// threads, grid ceil(rows * ceil(columns / 128) / 8).
#include <cuda_bf16.h>
#include <cuda_fp8.h>

extern "C" __global__ void __launch_bounds__(256)
    fp8_cast_cuda(const __nv_bfloat16 *__restrict__ input, unsigned char *__restrict__ output,
                  float *__restrict__ scales, unsigned rows, unsigned columns) {
  const unsigned groups = (columns + 127) / 128;
  const unsigned warp = (blockIdx.x * blockDim.x + threadIdx.x) / 32;
  const unsigned lane = threadIdx.x % 32;
  if (warp >= rows * groups) return;
  const unsigned row = warp / groups, group = warp % groups;
  const unsigned column = group * 128 + lane * 4;
  const size_t first = size_t(row) * columns + column;

  float x[4] = {0, 0, 0, 0};
  if (column < columns)
    for (int i = 0; i < 4; i++) x[i] = __bfloat162float(input[first + i]);

  float amax = 1e-4f;
  for (int i = 0; i < 4; i++) amax = fmaxf(amax, fabsf(x[i]));
  for (unsigned distance = 16; distance > 0; distance /= 2)
    amax = fmaxf(amax, __shfl_xor_sync(0xffffffffu, amax, distance));

  if (lane == 0) scales[warp] = __fdiv_rn(amax, 448.0f);
  const float factor = __fdiv_rn(448.0f, amax);
  if (column < columns)
    for (int i = 0; i < 4; i++)
      output[first + i] = __nv_cvt_float_to_fp8(__fmul_rn(x[i], factor), __NV_SATFINITE, __NV_E4M3);
}
