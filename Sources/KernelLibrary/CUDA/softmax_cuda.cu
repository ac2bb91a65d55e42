// output[r][c] = exp(x - max) / sum(exp(x - max)) over each row, x = input[r][c], f32.
//
// input and output are [rows][columns]. exp is __expf (ex2.approx of the difference times log2(e)); the sum runs over
// each thread's strided elements in ascending order, then a butterfly, then the eight warps' sums; the division is
// rounded to nearest even. A reference in f64 agrees within a relative error of 2^-20 + columns * 2^-25 for results
// above 2^-100. One block of 256 threads a row; the grid is rows.

__device__ __forceinline__ float block_maximum(float value, float *warps) {
  for (unsigned distance = 16; distance > 0; distance /= 2)
    value = fmaxf(value, __shfl_xor_sync(0xffffffffu, value, distance));
  if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = value;
  __syncthreads();
  value = warps[0];
  for (unsigned warp = 1; warp < 8; warp++) value = fmaxf(value, warps[warp]);
  return value;
}

__device__ __forceinline__ float block_sum(float value, float *warps) {
  for (unsigned distance = 16; distance > 0; distance /= 2) value += __shfl_xor_sync(0xffffffffu, value, distance);
  if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = value;
  __syncthreads();
  value = warps[0];
  for (unsigned warp = 1; warp < 8; warp++) value += warps[warp];
  return value;
}

extern "C" __global__ void __launch_bounds__(256)
    softmax_cuda(float *__restrict__ output, const float *__restrict__ input, unsigned rows, unsigned columns) {
  __shared__ float maxima[8], sums[8];
  const unsigned row = blockIdx.x;
  if (row >= rows) return;
  input += size_t(row) * columns;
  output += size_t(row) * columns;

  float maximum = -INFINITY;
  for (unsigned i = threadIdx.x; i < columns; i += blockDim.x) maximum = fmaxf(maximum, input[i]);
  maximum = block_maximum(maximum, maxima);

  float sum = 0;
  for (unsigned i = threadIdx.x; i < columns; i += blockDim.x) sum += __expf(input[i] - maximum);
  sum = block_sum(sum, sums);

  for (unsigned i = threadIdx.x; i < columns; i += blockDim.x) output[i] = __fdiv_rn(__expf(input[i] - maximum), sum);
}
