// sum[0] += values[0] + ... + values[count - 1], modulo 2^32. Exact, whatever the order.
//
// sum must hold the value to add to (zero for a plain sum). A shuffle tree in each warp, one in the first warp over the
// warps' sums, one atomic addition a block.

extern "C" __global__ void __launch_bounds__(256)
    reduce_u32_cuda(const unsigned *__restrict__ values, unsigned *__restrict__ sum, unsigned count) {
  __shared__ unsigned warp_sums[8];
  unsigned total = 0;
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
