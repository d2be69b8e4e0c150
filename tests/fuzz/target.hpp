// Shared by the fuzz targets.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "failure.hpp"
#include "google/wire/json_reader.hpp"
#include "host_sdk/text.hpp"

namespace gup::fuzz {

/// An invariant for all inputs. A violation ends the target, and libFuzzer saves the input.
inline void require(bool holds) {
  if (!holds) __builtin_trap();
}

/// True if a text is fit for a sentence: UTF-8 without control characters.
inline bool is_presentable(std::string_view text) {
  for (const char character : text)
    if (static_cast<unsigned char>(character) < ' ') return false;
  return host_sdk::is_clean_utf8(text);
}

/// Decodes the input: a decoder returns, or throws one of its two documented errors.
template <typename Decode>
void decode(const Decode& attempt) {
  try {
    attempt();
  } catch (const google::DamagedAnswer&) {
    // Not JSON: the caller retries.
  } catch (const Failure& failure) {
    require(is_presentable(failure.what()));
  }
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// An in-memory file for functions that take a path.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
    if (write(descriptor_, content.data(), content.size()) != static_cast<ssize_t>(content.size()))
      throw std::runtime_error("no memory file");
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace gup::fuzz
