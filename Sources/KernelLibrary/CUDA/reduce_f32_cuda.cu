// sum[0] += values[0] + ... + values[count - 1] in f32.
//
// sum must hold the value to add to. The order inside a block is fixed (each thread its strided elements from +0 in
// ascending order, then the shuffle trees below); the order of the blocks' atomic additions is not. A reference in f64
// agrees within count * 2^-24 times the sum of the absolute values; with one block the result is reproducible.

extern "C" __global__ void __launch_bounds__(256)
    reduce_f32_cuda(const float *__restrict__ values, float *__restrict__ sum, unsigned count) {
  __shared__ float warp_sums[8];
  float total = 0;
  const unsigned step = gridDim.x * blockDim.x;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += step) total += values[i];

  for (unsigned distance = 16; distance > 0; distance /= 2) total += __shfl_down_sync(0xffffffffu, total, distance);
  if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = total;
  __syncthreads();

  if (threadIdx.x < 32) {
    total = threadIdx.x < 8 ? warp_sums[threadIdx.x] : 0;
    for (unsigned distance = 4; distance > 0; distance /= 2) total += __shfl_down_sync(0xffffffffu, total, distance);
    if (threadIdx.x == 0) atomicAdd(sum, total);
  }
}
