// sum[0] += values[0] + ... + values[count - 1] in f32.
//
// The PTX path of reduce_f32_cuda, with the same tolerance: 16-byte loads with four running sums a thread, which are
// added as (x + y) + (z + w), a butterfly of shfl.sync.bfly in the warp (redux.sync knows no f32 on sm_90), the warps'
// sums through shared memory and one red.global a block. values is aligned to 16 bytes.
#include "memory.cuh"

__device__ __forceinline__ float add_butterfly(float value, unsigned distance) {
  float other;
  asm volatile("shfl.sync.bfly.b32 %0, %1, %2, 0x1f, 0xffffffff;" : "=f"(other) : "f"(value), "r"(distance));
  return value + other;
}

extern "C" __global__ void __launch_bounds__(256)
    reduce_f32_ptx(const float *__restrict__ values, float *__restrict__ sum, unsigned count) {
  __shared__ float warp_sums[8];
  const unsigned thread = blockIdx.x * blockDim.x + threadIdx.x;
  const unsigned step = gridDim.x * blockDim.x;
  const unsigned vectors = count / 4;
  const Vector4 *from = reinterpret_cast<const Vector4 *>(values);

  float x = 0, y = 0, z = 0, w = 0;
  for (unsigned i = thread; i < vectors; i += step) {
    const Vector4 value = load_streaming(from + i);
    x += __uint_as_float(value.x);
    y += __uint_as_float(value.y);
    z += __uint_as_float(value.z);
    w += __uint_as_float(value.w);
  }
  const unsigned last = vectors * 4 + thread;
  if (last < count) x += values[last];

  float total = (x + y) + (z + w);
#pragma unroll
  for (unsigned distance = 16; distance > 0; distance /= 2) total = add_butterfly(total, distance);
  if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = total;
  __syncthreads();

  if (threadIdx.x < 32) {
    total = threadIdx.x < 8 ? warp_sums[threadIdx.x] : 0;
#pragma unroll
    for (unsigned distance = 4; distance > 0; distance /= 2) total = add_butterfly(total, distance);
    if (threadIdx.x == 0)
      asm volatile("red.relaxed.gpu.global.add.f32 [%0], %1;"
                   :
                   : "l"(__cvta_generic_to_global(sum)), "f"(total)
                   : "memory");
  }
}
