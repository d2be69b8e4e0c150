#include "host_sdk/build_signature.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

using host_sdk::layout::field_count;
using host_sdk::layout::fingerprint;
using host_sdk::layout::TypeList;

namespace {

struct Plain {
  std::string text;
  bool flag = false;
  std::optional<std::string> maybe;
  std::variant<std::string, int> either;
  std::vector<Plain> more;
};
struct Flagged {
  std::string text;
  bool flag = false;
  bool added = false;
  std::optional<std::string> maybe;
  std::variant<std::string, int> either;
  std::vector<Flagged> more;
};
struct Longer {
  std::string text;
  std::string added;
};
struct Short {
  std::string text;
};
struct alignas(16) Number16 {
  std::uint64_t halves[2];
};
struct Number8 {
  std::uint64_t halves[2];
};

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The structs that a header of the SDK defines.
std::vector<std::string> structs_of(const std::filesystem::path& header) {
  static const std::regex pattern("\nstruct (\\w+) \\{");
  const std::string content = content_of(header);
  std::vector<std::string> names;
  for (std::sregex_iterator at(content.begin(), content.end(), pattern), end; at != end; ++at)
    names.push_back((*at)[1]);
  return names;
}

}  // namespace

TEST(BuildSignature, NamesLibraryAbiDebugModePointerAndTypes) {
  const std::string signature(host_sdk::kBuildSignature.view());
  EXPECT_TRUE(std::regex_match(
      signature, std::regex("stdlib=\\S+ abi=\\S+ debug=(on|off) pointer=(32|64) types=[0-9a-f]{16}")))
      << signature;
}

TEST(Layout, CountsFieldsOfEveryKind) {
  EXPECT_EQ(field_count<Plain>(), 5U);
  EXPECT_EQ(field_count<host_sdk::SyncReport>(), 23U);
  EXPECT_EQ(field_count<host_sdk::page::Action>(), 11U);
  EXPECT_EQ(field_count<host_sdk::page::Block>(), 3U);
  EXPECT_EQ(field_count<std::string>(), 0U);
}

TEST(Layout, FingerprintDiffersWithAnotherSize) {
  EXPECT_NE(fingerprint(TypeList<Short>{}), fingerprint(TypeList<Longer>{}));
}

TEST(Layout, FingerprintDiffersWithAnotherAlignment) {
  static_assert(sizeof(Number16) == sizeof(Number8));
  EXPECT_NE(fingerprint(TypeList<Number16>{}), fingerprint(TypeList<Number8>{}));
}

TEST(Layout, FingerprintDiffersWithAFieldThatFitsIntoPadding) {
  static_assert(sizeof(Plain) == sizeof(Flagged) && alignof(Plain) == alignof(Flagged));
  EXPECT_NE(fingerprint(TypeList<Plain>{}), fingerprint(TypeList<Flagged>{}));
}

TEST(Layout, FingerprintCoversEveryStructThatCrossesTheBoundary) {
  const std::filesystem::path headers(HOST_SDK_HEADERS);
  const std::string list = content_of(headers / "build_signature.hpp");
  std::vector<std::filesystem::path> files{headers / "company.hpp", headers / "monitor.hpp",
                                           headers / "result.hpp"};
  for (const char* folder : {"hooks", "page", "services"})
    for (const auto& file : std::filesystem::directory_iterator(headers / folder)) files.push_back(file);
  std::size_t structs = 0;
  for (const auto& file : files)
    for (const std::string& name : structs_of(file)) {
      ++structs;
      EXPECT_TRUE(std::regex_search(list, std::regex("[ :]" + name + "[,>]")))
          << file << ": add " << name << " to CrossingTypes in build_signature.hpp";
    }
  EXPECT_GE(structs, 50U);
}
