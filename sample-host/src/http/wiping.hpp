// The memory of requests, which may contain passwords, keys and codes, is overwritten before it is freed.
#pragma once

#include <string.h>  // explicit_bzero

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "host_sdk/secret_text.hpp"

namespace http {

/// Overwrites the text's memory and leaves it empty.
inline void wipe(std::string& text) noexcept {
  const host_sdk::SecretText secret(std::move(text));
}
/// The same for the values of a form or query.
inline void wipe(std::map<std::string, std::string>& values) noexcept {
  for (auto& [name, value] : values) wipe(value);
}

/// Wipes the values at the end of the scope.
class WipeAtEnd {
 public:
  explicit WipeAtEnd(std::map<std::string, std::string>& values) : values_(values) {}
  ~WipeAtEnd() { wipe(values_); }
  WipeAtEnd(const WipeAtEnd&) = delete;
  WipeAtEnd& operator=(const WipeAtEnd&) = delete;

 private:
  std::map<std::string, std::string>& values_;
};

/// For containers of a request's bytes.
template <typename T>
struct WipingAllocator {
  using value_type = T;

  WipingAllocator() = default;
  template <typename U>
  WipingAllocator(const WipingAllocator<U>&) noexcept {}

  [[nodiscard]] T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }
  void deallocate(T* memory, std::size_t count) noexcept {
    explicit_bzero(static_cast<void*>(memory), count * sizeof(T));
    std::allocator<T>{}.deallocate(memory, count);
  }

  template <typename U>
  bool operator==(const WipingAllocator<U>&) const noexcept {
    return true;
  }
};

}  // namespace http
