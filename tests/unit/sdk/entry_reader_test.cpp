// Damaged and hostile libraries: for any bytes, the reader returns a block or throws LoadError.
#include "host_sdk/loader/entry_reader.hpp"

#include <elf.h>
#include <gmock/gmock.h>

#include <cstring>
#include <fstream>
#include <istream>
#include <iterator>
#include <optional>
#include <random>
#include <streambuf>
#include <string>

#include "host_sdk/build_signature.hpp"
#include "host_sdk/loader/load_error.hpp"

using host_sdk::loader::check_entry_block;
using host_sdk::loader::check_needed_libraries;
using host_sdk::loader::LoadError;
using host_sdk::loader::PluginFile;
using host_sdk::loader::PluginManifest;
using host_sdk::loader::read_plugin_file;

namespace {

/// A stream over bytes, without a copy.
class Bytes : public std::streambuf {
 public:
  Bytes(char* data, std::size_t size) { setg(data, data, data + size); }

 protected:
  pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode mode) override {
    const off_type base =
        from == std::ios_base::beg ? 0 : (from == std::ios_base::end ? egptr() : gptr()) - eback();
    return seekpos(base + offset, mode);
  }
  pos_type seekpos(pos_type position, std::ios_base::openmode /*mode*/) override {
    if (position < 0 || position > egptr() - eback()) return pos_type(off_type(-1));
    setg(eback(), eback() + off_type(position), egptr());
    return position;
  }
};

class HostileLibrary : public ::testing::Test {
 protected:
  HostileLibrary() {
    std::ifstream stream(HELLO_LIBRARY, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(stream), {});
    std::memcpy(&header_, bytes_.data(), sizeof header_);
    manifest_.id = "hello";
    manifest_.version = "1.0.0";
    manifest_.sdk = {host_sdk::kSdkMajor, host_sdk::kSdkMinor};
  }

  /// Reads and checks the first `size` bytes; true if they pass as the hello plugin.
  bool passes(std::size_t size) {
    Bytes buffer(bytes_.data(), size);
    std::istream stream(&buffer);
    try {
      const auto file = read_plugin_file(stream, "hello.so");
      check_entry_block(file.entry, manifest_, "hello.so");
      check_needed_libraries(file.needed_libraries, "hello.so");
      return true;
    } catch (const LoadError& error) {
      for (const char* c = error.what(); *c != '\0'; ++c) EXPECT_TRUE(*c >= ' ' && *c <= '~') << error.what();
      return false;
    }
  }
  bool passes() { return passes(bytes_.size()); }

  /// Reads the library with `value` in place of the bytes at `at`.
  template <class Value>
  void read_with(std::size_t at, Value value) {
    Value kept;
    std::memcpy(&kept, bytes_.data() + at, sizeof kept);
    std::memcpy(bytes_.data() + at, &value, sizeof value);
    (void)passes();
    std::memcpy(bytes_.data() + at, &kept, sizeof kept);
  }

  std::string bytes_;
  Elf64_Ehdr header_{};
  PluginManifest manifest_;
};

}  // namespace

TEST_F(HostileLibrary, PassesUndamaged) {
  EXPECT_TRUE(passes());
}

TEST_F(HostileLibrary, ReadsEveryFieldFromTheFile) {
  const PluginFile file = read_plugin_file(HELLO_LIBRARY);
  const auto& block = file.entry;
  EXPECT_EQ(block.magic.view(), host_sdk::kEntryMagic);
  EXPECT_EQ(block.size, 336U);
  EXPECT_EQ(block.id.view(), "hello");
  EXPECT_EQ(block.version.view(), "1.0.0");
  EXPECT_EQ(block.build_signature.view(), host_sdk::kBuildSignature.view());
  EXPECT_EQ(block.create, nullptr);
  EXPECT_THAT(file.needed_libraries, ::testing::IsSupersetOf({"libstdc++.so.6", "libgcc_s.so.1"}));
}

TEST_F(HostileLibrary, IsRefusedWhenCutShortAnywhere) {
  // The section table is at the end of the file, so every shorter file lacks a part of it.
  const std::size_t table_end = header_.e_shoff + header_.e_shnum * sizeof(Elf64_Shdr);
  ASSERT_EQ(table_end, bytes_.size());
  for (std::size_t size = 0; size < bytes_.size();
       size += size < 512 || size + 8192 > bytes_.size() ? 1 : 509)
    ASSERT_FALSE(passes(size)) << size;
}

TEST_F(HostileLibrary, IsReadSafelyWithEveryHeaderByteFlipped) {
  const auto flip = [&](std::size_t at) {
    for (const int mask : {0x01, 0x80, 0xFF})
      read_with(at, static_cast<char>(static_cast<unsigned char>(bytes_[at]) ^ mask));
  };
  for (std::size_t at = 0; at < sizeof(Elf64_Ehdr); ++at) flip(at);
  for (std::size_t at = header_.e_shoff; at < bytes_.size(); ++at) flip(at);
  EXPECT_TRUE(passes());
}

TEST_F(HostileLibrary, IsReadSafelyWithExtremeNumbersInEveryHeaderField) {
  const auto overwrite = [&](std::size_t from, std::size_t to) {
    for (std::size_t at = from; at + 8 <= to; at += 4) {
      for (const std::uint64_t value :
           {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}, ~std::uint64_t{0} >> 1,
            std::uint64_t{bytes_.size()}, std::uint64_t{1} << 40})
        read_with(at, value);
      for (const std::uint32_t value : {0U, 1U, 0xFFFFU, 0xFFFF0000U, 0xFFFFFFFFU, 0x7FFFFFFFU})
        read_with(at, value);
    }
  };
  overwrite(0, sizeof(Elf64_Ehdr));
  overwrite(header_.e_shoff, bytes_.size());
  EXPECT_TRUE(passes());
}

TEST_F(HostileLibrary, IsReadSafelyWithRandomDamage) {
  std::mt19937 random(20'260'101);  // NOLINT(cert-msc51-cpp): the same damage in every run
  for (int round = 0; round < 3'000; ++round) {
    const std::string sound = bytes_;
    for (int wound = 0; wound < 40; ++wound) bytes_[random() % bytes_.size()] = static_cast<char>(random());
    (void)passes(bytes_.size() - random() % 2 * (random() % bytes_.size()));
    bytes_ = sound;
  }
  EXPECT_TRUE(passes());
}

TEST_F(HostileLibrary, IsRefusedWhenItsTextsAreNotTerminated) {
  const auto at = bytes_.find(host_sdk::kEntryMagic);
  ASSERT_NE(at, std::string::npos);
  bytes_.replace(at + 232, 64, std::string(64, '\xEE'));
  EXPECT_FALSE(passes());
}
