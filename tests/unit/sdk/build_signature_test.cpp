#include "host_sdk/build_signature.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <typeinfo>

using host_sdk::layout::field_count;
using host_sdk::layout::fingerprint;
using host_sdk::layout::TypeList;
using host_sdk::layout::whole_fingerprint;

// With external linkage, as the types of the SDK.
namespace layout_test {

struct Route {
  std::string from;
  std::string to;
};
struct Return {
  std::string to;
  std::string from;
};
struct Speaker {
  virtual ~Speaker() = default;
  virtual void hello(const std::string& name) = 0;
  virtual bool bye(const std::string& name) const = 0;
};
struct Singer {
  virtual ~Singer() = default;
  virtual void sing(const std::string& name) = 0;
};

}  // namespace layout_test

namespace {

using namespace layout_test;

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
struct Borrowed {
  std::string text;
  const std::string& lent;
  bool flag = false;
};
struct Longer {
  std::string text;
  std::string added;
};
struct Short {
  std::string text;
};
struct alignas(16) Number16 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};
struct Number8 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The headers whose types cross the boundary.
std::vector<std::filesystem::path> boundary_headers() {
  const std::filesystem::path headers(HOST_SDK_HEADERS);
  std::vector<std::filesystem::path> files;
  for (const char* name : {"company.hpp", "monitor.hpp", "plugin_root.hpp", "result.hpp"})
    files.push_back(headers / name);
  for (const char* folder : {"hooks", "page", "services"})
    for (const auto& file : std::filesystem::directory_iterator(headers / folder)) files.push_back(file);
  return files;
}

/// The first group of each match in a text.
std::vector<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex compiled(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), compiled), end; at != end; ++at)
    found.push_back((*at)[1]);
  return found;
}

/// The list of types, with single spaces.
std::string the_list() {
  return std::regex_replace(content_of(std::filesystem::path(HOST_SDK_HEADERS) / "build_signature.hpp"),
                            std::regex("\\s+"), " ");
}

/// Where the members of a value are.
template <class Type>
std::vector<std::size_t> offsets_of() {
  Type value{};
  const auto* start = reinterpret_cast<const char*>(&value);
  return host_sdk::layout::with_members(
      [&](auto&... members) {
        return std::vector<std::size_t>{
            static_cast<std::size_t>(reinterpret_cast<const char*>(&members) - start)...};
      },
      host_sdk::layout::members_of(value));
}

/// Where they are if each follows the one before it at the next multiple of its alignment.
template <class Type>
std::vector<std::size_t> expected_offsets() {
  Type value{};
  std::size_t end = 0;
  std::vector<std::size_t> offsets;
  host_sdk::layout::with_members(
      [&]<class... Members>(Members&... /*members*/) {
        const auto place = [&](std::size_t size, std::size_t alignment) {
          offsets.push_back((end + alignment - 1) / alignment * alignment);
          end = offsets.back() + size;
        };
        (..., place(sizeof(Members), alignof(Members)));
      },
      host_sdk::layout::members_of(value));
  return offsets;
}

template <class Type>
void expect_offsets() {
  if constexpr (field_count<Type>() > 0) {
    EXPECT_EQ(offsets_of<Type>(), expected_offsets<Type>()) << typeid(Type).name();
  }
}
template <class... Types>
void expect_offsets_of(TypeList<Types...> /*types*/) {
  (..., expect_offsets<Types>());
}

}  // namespace

TEST(BuildSignature, NamesLibraryAbiDebugModePointerAndGroupsOfTypes) {
  const std::string signature(host_sdk::kBuildSignature.view());
  EXPECT_TRUE(std::regex_match(
      signature,
      std::regex("stdlib=\\S+ abi=\\S+ debug=(on|off) pointer=(32|64) base=[0-9a-f]{16} "
                 "settings_page=[0-9a-f]{16} scheduled_task=[0-9a-f]{16} user_provider=[0-9a-f]{16} "
                 "names=[0-9a-f]{16}")))
      << signature;
}

TEST(Layout, CountsFieldsOfEveryKind) {
  EXPECT_EQ(field_count<Plain>(), 5U);
  EXPECT_EQ(field_count<host_sdk::SyncReport>(), 23U);
  EXPECT_EQ(field_count<host_sdk::page::Action>(), 12U);
  EXPECT_EQ(field_count<host_sdk::page::Block>(), 3U);
  EXPECT_EQ(field_count<std::string>(), 0U);
  EXPECT_EQ(field_count<Borrowed>(), 3U);
}

TEST(Layout, SizesAndAlignmentsOfMembersAreTheirOffsets) {
  expect_offsets_of(host_sdk::layout::BaseTypes{});
  expect_offsets_of(host_sdk::layout::PageTypes{});
  expect_offsets_of(host_sdk::layout::UserTypes{});
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

TEST(Layout, FingerprintDiffersWithMembersInAnotherOrder) {
  struct First {
    std::string text;
    std::int64_t number = 0;
  };
  struct Second {
    std::int64_t number = 0;
    std::string text;
  };
  static_assert(sizeof(First) == sizeof(Second));
  EXPECT_NE(fingerprint(TypeList<First>{}), fingerprint(TypeList<Second>{}));
}

TEST(Layout, FingerprintDiffersWithAnotherTypeOfTheSameSize) {
  struct Whole {
    std::int64_t value = 0;
  };
  struct Real {
    double value = 0;
  };
  struct Texts {
    std::vector<std::string> list;
  };
  struct Numbers {
    std::vector<std::int64_t> list;
  };
  EXPECT_NE(fingerprint(TypeList<Whole>{}), fingerprint(TypeList<Real>{}));
  EXPECT_NE(fingerprint(TypeList<Texts>{}), fingerprint(TypeList<Numbers>{}));
}

TEST(Layout, FingerprintDiffersWithOtherVirtualFunctions) {
  using host_sdk::layout::Interface;
  EXPECT_NE(fingerprint(TypeList<Interface<&Speaker::hello, &Speaker::bye>>{}),
            fingerprint(TypeList<Interface<&Speaker::hello>>{}));
  EXPECT_NE(fingerprint(TypeList<Interface<&Speaker::hello>>{}),
            fingerprint(TypeList<Interface<&Speaker::bye>>{}));
}

TEST(Layout, KnowsTheNamesOfMembersAndFunctions) {
  using host_sdk::layout::function_name;
  using host_sdk::layout::member_name;
  EXPECT_EQ((member_name<Route, 0>()), "from");
  EXPECT_EQ((member_name<host_sdk::SyncReport, 22>()), "changes");
  EXPECT_EQ(function_name<&Speaker::hello>(), "hello");
  EXPECT_EQ(function_name<&Speaker::bye>(), "bye");
}

TEST(Layout, NamesTellMembersOfTheSameTypeApartThatChangedPlaces) {
  EXPECT_EQ(fingerprint(TypeList<Route>{}), fingerprint(TypeList<Return>{}));
  EXPECT_NE(whole_fingerprint(TypeList<Route>{}), whole_fingerprint(TypeList<Return>{}));
}

TEST(Layout, NamesTellFunctionsOfTheSameTypeApart) {
  using host_sdk::layout::Interface;
  EXPECT_NE(whole_fingerprint(TypeList<Interface<&Speaker::hello>>{}),
            whole_fingerprint(TypeList<Interface<&Singer::sing>>{}));
}

// The layout of this C++ library, on machines with pointers of 64 bits.
#if defined(__GLIBCXX__) && !defined(_GLIBCXX_DEBUG) && defined(__LP64__)
TEST(Layout, NothingThatIsFrozenChanged) {
  constexpr const char* kRemedy =
      "A plugin that was built with an earlier version of the SDK would read other members. Undo the change, "
      "and make a new service or hook with an id of its own (docs/decisions/0005-what-may-grow.md).";
  // Since 1.6.
  EXPECT_EQ(fingerprint(host_sdk::layout::BaseTypes{}), 0x9fbcd13ef222faa6U) << kRemedy;
  EXPECT_EQ(fingerprint(host_sdk::layout::TaskTypes{}), 0xe6988a4386dad764U) << kRemedy;
  EXPECT_EQ(host_sdk::layout::kFrozenNames, 0xf5dd0891b68cda4fU) << kRemedy;
  // Since 1.9: "host_sdk.company_leases/1" and "host_sdk.company_settings/1".
  EXPECT_EQ(whole_fingerprint(host_sdk::layout::CompanyLeaseTypes{}), 0x5227ee2a39f0b89aU) << kRemedy;
  EXPECT_EQ(whole_fingerprint(host_sdk::layout::CompanySettingsTypes{}), 0x14013b9401f5678bU) << kRemedy;
}
#endif

TEST(Layout, ListNamesEveryTypeOfTheHeaders) {
  const std::string list = the_list();
  std::size_t types = 0;
  for (const auto& file : boundary_headers())
    for (const std::string& name : matches(content_of(file), "\n(?:struct|enum class) (\\w+) ")) {
      ++types;
      EXPECT_TRUE(std::regex_search(list, std::regex("[ :<]" + name + "[,>]")))
          << file << ": add " << name << " to a group of build_signature.hpp";
    }
  EXPECT_GE(types, 65U);
}

TEST(Layout, ListNamesEveryVirtualFunctionOfTheHeadersInOrder) {
  const std::string list = the_list();
  const std::regex class_line("^class (\\w+) \\{");
  const std::regex function_line("\\bvirtual [^~(]*?(\\w+)\\(");
  std::size_t functions = 0;
  for (const auto& file : boundary_headers()) {
    std::ifstream lines(file);
    std::string interface, expected;
    for (std::string line; std::getline(lines, line);) {
      std::smatch match;
      if (std::regex_search(line, match, class_line)) {
        interface = match[1];
        expected.clear();
      } else if (std::regex_search(line, match, function_line)) {
        ++functions;
        expected += (expected.empty() ? "Interface<&" : ", &") + interface + "::" + std::string(match[1]);
      } else if (line == "};" && !expected.empty()) {
        EXPECT_NE(list.find(expected + ">"), std::string::npos)
            << file << ": build_signature.hpp lacks " << expected << ">";
        expected.clear();
      }
    }
  }
  EXPECT_GE(functions, 60U);
}
