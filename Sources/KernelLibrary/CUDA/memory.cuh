// Sixteen-byte accesses with the cache hints that DeepSeek's communication kernels use, and bf16 pairs in registers.
#pragma once

struct Vector4 {
  unsigned x, y, z, w;
};

// Read once, by this thread only: no line in L1, and the 256 bytes around it are fetched into L2.
__device__ __forceinline__ Vector4 load_streaming(const void *address) {
  Vector4 value;
  asm("ld.global.nc.L1::no_allocate.L2::256B.v4.u32 {%0, %1, %2, %3}, [%4];"
      : "=r"(value.x), "=r"(value.y), "=r"(value.z), "=r"(value.w)
      : "l"(__cvta_generic_to_global(address)));
  return value;
}

// Read by many threads: kept in L1.
__device__ __forceinline__ Vector4 load_shared_by_many(const void *address) {
  Vector4 value;
  asm("ld.global.nc.L1::evict_last.v4.u32 {%0, %1, %2, %3}, [%4];"
      : "=r"(value.x), "=r"(value.y), "=r"(value.z), "=r"(value.w)
      : "l"(__cvta_generic_to_global(address)));
  return value;
}

// Written and not read again by this kernel.
__device__ __forceinline__ void store_streaming(void *address, Vector4 value) {
  asm volatile("st.global.L1::no_allocate.v4.u32 [%0], {%1, %2, %3, %4};"
               :
               : "l"(__cvta_generic_to_global(address)), "r"(value.x), "r"(value.y), "r"(value.z), "r"(value.w)
               : "memory");
}

// A bf16 is the upper half of an f32, so widening is a shift or a mask.
__device__ __forceinline__ float low_bf16(unsigned pair) {
  float value;
  asm("{ .reg .b32 t; shl.b32 t, %1, 16; mov.b32 %0, t; }" : "=f"(value) : "r"(pair));
  return value;
}

__device__ __forceinline__ float high_bf16(unsigned pair) {
  float value;
  asm("{ .reg .b32 t; and.b32 t, %1, 0xffff0000; mov.b32 %0, t; }" : "=f"(value) : "r"(pair));
  return value;
}

__device__ __forceinline__ unsigned pack_bf16(float low, float high) {
  unsigned pair;
  asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(high), "f"(low));
  return pair;
}

// One element, for the ends of rows that no vector covers.
__device__ __forceinline__ float load_bf16(const unsigned short *address) {
  unsigned short bits;
  asm("ld.global.nc.u16 %0, [%1];" : "=h"(bits) : "l"(__cvta_generic_to_global(address)));
  return low_bf16(bits);
}

__device__ __forceinline__ unsigned short round_bf16(float value) {
  unsigned short bits;
  asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(bits) : "f"(value));
  return bits;
}
