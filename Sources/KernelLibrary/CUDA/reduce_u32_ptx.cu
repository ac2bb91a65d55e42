// sum[0] += values[0] + ... + values[count - 1], modulo 2^32. Exact, whatever the order.
//
// The PTX path of reduce_u32_cuda: 16-byte loads, redux.sync instead of the shuffle tree, and one red.global (which
// returns nothing) a warp, so that no shared memory and no barrier is needed. values is aligned to 16 bytes.
#include "memory.cuh"

extern "C" __global__ void __launch_bounds__(256)
    reduce_u32_ptx(const unsigned *__restrict__ values, unsigned *__restrict__ sum, unsigned count) {
  const unsigned thread = blockIdx.x * blockDim.x + threadIdx.x;
  const unsigned step = gridDim.x * blockDim.x;
  const unsigned vectors = count / 4;
  const Vector4 *from = reinterpret_cast<const Vector4 *>(values);

  unsigned total = 0;
  for (unsigned i = thread; i < vectors; i += step) {
    const Vector4 value = load_streaming(from + i);
    total += value.x + value.y + value.z + value.w;
  }
  const unsigned last = vectors * 4 + thread;
  if (last < count) total += values[last];

  unsigned warp_total;
  asm volatile("redux.sync.add.u32 %0, %1, 0xffffffff;" : "=r"(warp_total) : "r"(total));
  asm volatile(
      "{ .reg .pred leader;\n"
      "  .reg .u32 lane;\n"
      "  mov.u32 lane, %%laneid;\n"
      "  setp.eq.u32 leader, lane, 0;\n"
      "  @leader red.relaxed.gpu.global.add.u32 [%0], %1; }"
      :
      : "l"(__cvta_generic_to_global(sum)), "r"(warp_total)
      : "memory");
}
