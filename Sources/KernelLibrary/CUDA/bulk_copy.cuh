// Hopper's asynchronous copies: mbarriers, tensor maps, and cp.async.bulk with and without a tensor map.
#pragma once

// What a CUtensorMap is to a kernel: 128 opaque bytes in parameter space.
struct alignas(64) TensorMap {
  unsigned char bytes[128];
};

__device__ __forceinline__ unsigned shared_address(const void *pointer) {
  return unsigned(__cvta_generic_to_shared(pointer));
}

// True in one lane of the warp; all lanes must be here.
__device__ __forceinline__ bool elect_one() {
  unsigned elected;
  asm volatile("{ .reg .pred p; elect.sync _|p, 0xffffffff; selp.u32 %0, 1, 0, p; }" : "=r"(elected));
  return elected != 0;
}

__device__ __forceinline__ void barrier_init(unsigned barrier, unsigned arrivals) {
  asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" : : "r"(barrier), "r"(arrivals) : "memory");
}

// Makes initialised barriers visible to the asynchronous proxy and to the other CTAs of the cluster.
__device__ __forceinline__ void barrier_init_fence() {
  asm volatile("fence.mbarrier_init.release.cluster;" : : : "memory");
  asm volatile("fence.proxy.async.shared::cta;" : : : "memory");
}

__device__ __forceinline__ void barrier_expect(unsigned barrier, unsigned bytes) {
  asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" : : "r"(barrier), "r"(bytes) : "memory");
}

__device__ __forceinline__ void barrier_arrive(unsigned barrier) {
  asm volatile("mbarrier.arrive.shared::cta.b64 _, [%0];" : : "r"(barrier) : "memory");
}

// Arrives at the barrier that lies at the same place in another CTA of the cluster.
__device__ __forceinline__ void barrier_arrive_at(unsigned barrier, unsigned cta) {
  asm volatile(
      "{ .reg .b32 remote;\n"
      "  mapa.shared::cluster.u32 remote, %0, %1;\n"
      "  mbarrier.arrive.release.cluster.shared::cluster.b64 _, [remote]; }"
      :
      : "r"(barrier), "r"(cta)
      : "memory");
}

// Waits until the phase of this parity has completed.
__device__ __forceinline__ void barrier_wait(unsigned barrier, unsigned parity) {
  asm volatile(
      "{ .reg .pred done;\n"
      "WAIT:\n"
      "  mbarrier.try_wait.parity.shared::cta.b64 done, [%0], %1;\n"
      "  @done bra DONE;\n"
      "  bra WAIT;\n"
      "DONE: }"
      :
      : "r"(barrier), "r"(parity)
      : "memory");
}

__device__ __forceinline__ void prefetch_tensor_map(const TensorMap &map) {
  asm volatile("prefetch.tensormap [%0];" : : "l"(&map) : "memory");
}

// A box of a matrix into this CTA's shared memory; x counts elements along a row.
__device__ __forceinline__ void load_box(unsigned destination, const TensorMap &map, unsigned barrier, unsigned x,
                                         unsigned y) {
  asm volatile(
      "cp.async.bulk.tensor.2d.shared::cluster.global.tile.mbarrier::complete_tx::bytes [%0], [%1, {%3, %4}], [%2];"
      :
      : "r"(destination), "l"(&map), "r"(barrier), "r"(x), "r"(y)
      : "memory");
}

// A box of one of several matrices, z.
__device__ __forceinline__ void load_box(unsigned destination, const TensorMap &map, unsigned barrier, unsigned x,
                                         unsigned y, unsigned z) {
  asm volatile(
      "cp.async.bulk.tensor.3d.shared::cluster.global.tile.mbarrier::complete_tx::bytes [%0], [%1, {%3, %4, %5}], [%2];"
      :
      : "r"(destination), "l"(&map), "r"(barrier), "r"(x), "r"(y), "r"(z)
      : "memory");
}

// A box of a matrix into every CTA of the cluster named in the mask, at the same place, counted at the same barrier of
// each.
__device__ __forceinline__ void load_box_multicast(unsigned destination, const TensorMap &map, unsigned barrier,
                                                   unsigned x, unsigned y, unsigned short mask) {
  asm volatile(
      "cp.async.bulk.tensor.2d.shared::cluster.global.tile.mbarrier::complete_tx::bytes.multicast::cluster "
      "[%0], [%1, {%3, %4}], [%2], %5;"
      :
      : "r"(destination), "l"(&map), "r"(barrier), "r"(x), "r"(y), "h"(mask)
      : "memory");
}

__device__ __forceinline__ void store_box(const TensorMap &map, unsigned source, unsigned x, unsigned y) {
  asm volatile("cp.async.bulk.tensor.2d.global.shared::cta.tile.bulk_group [%0, {%2, %3}], [%1];"
               :
               : "l"(&map), "r"(source), "r"(x), "r"(y)
               : "memory");
}

// Bytes that lie one after another; sizes and addresses are multiples of 16.
__device__ __forceinline__ void load_bytes(unsigned destination, const void *source, unsigned bytes, unsigned barrier) {
  asm volatile("cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];"
               :
               : "r"(destination), "l"(__cvta_generic_to_global(source)), "r"(bytes), "r"(barrier)
               : "memory");
}

__device__ __forceinline__ void store_bytes(void *destination, unsigned source, unsigned bytes) {
  asm volatile("cp.async.bulk.global.shared::cta.bulk_group [%0], [%1], %2;"
               :
               : "l"(__cvta_generic_to_global(destination)), "r"(source), "r"(bytes)
               : "memory");
}

__device__ __forceinline__ void commit_stores() { asm volatile("cp.async.bulk.commit_group;" : : : "memory"); }

// Waits until the shared memory of all committed stores may be written again.
__device__ __forceinline__ void wait_for_stores_to_read() {
  asm volatile("cp.async.bulk.wait_group.read 0;" : : : "memory");
}

__device__ __forceinline__ void wait_for_stores() { asm volatile("cp.async.bulk.wait_group 0;" : : : "memory"); }

// Makes this thread's writes to shared memory visible to the asynchronous proxy.
__device__ __forceinline__ void fence_shared_for_copies() {
  asm volatile("fence.proxy.async.shared::cta;" : : : "memory");
}

// A barrier of some of the CTA's warps.
__device__ __forceinline__ void named_barrier(unsigned barrier, unsigned threads) {
  asm volatile("bar.sync %0, %1;" : : "r"(barrier), "r"(threads) : "memory");
}
