#include "host_sdk/build_signature.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <typeinfo>

#include "host_sdk/layout/types_with_ids.hpp"

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
  for (const char* folder : {"hooks", "optional_hooks", "optional_services", "page", "services"})
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

/// The lists of types, with single spaces.
std::string the_lists() {
  const std::filesystem::path headers(HOST_SDK_HEADERS);
  return std::regex_replace(
      content_of(headers / "build_signature.hpp") + content_of(headers / "layout" / "types_with_ids.hpp"),
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
  expect_offsets_of(host_sdk::layout::CompanyLeaseTypes{});
  expect_offsets_of(host_sdk::layout::CompanySettingsTypes{});
  expect_offsets_of(host_sdk::layout::CalendarTypes{});
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
  // Since 1.9, each with an id.
  EXPECT_EQ(whole_fingerprint(host_sdk::layout::CompanyLeaseTypes{}), 0x5227ee2a39f0b89aU) << kRemedy;
  EXPECT_EQ(whole_fingerprint(host_sdk::layout::CompanySettingsTypes{}), 0x14013b9401f5678bU) << kRemedy;
  EXPECT_EQ(whole_fingerprint(host_sdk::layout::CalendarTypes{}), 0x17c5bc1e3432ce7dU) << kRemedy;
  EXPECT_EQ(whole_fingerprint(host_sdk::layout::UserReleaseTypes{}), 0xf3c5e278b11e55a6U) << kRemedy;
}
#endif

// A fingerprint has the type of an enum's numbers, but not the enumerators.
TEST(Layout, NoEnumeratorChanged) {
  const std::map<std::string, std::string> expected{
      {"ActionStyle", "standard = 0, primary = 1, danger = 2, danger_subtle = 3"},
      {"Align", "start = 0, end = 1"},
      {"ChoiceStyle", "cards = 0, compact = 1, select = 2"},
      {"FactStyle", "list = 0, tiles = 1"},
      {"IdKind", "target_user = 0, target_group = 1"},
      {"Inclusion", "unknown = 0, included = 1, excluded = 2"},
      {"InputType", "text = 0, email = 1, secret = 2"},
      {"LogLevel", "debug = 0, info = 1, warning = 2, error = 3"},
      {"MetricKind", "counter = 0, gauge = 1, histogram = 2"},
      {"NoticeMail", "none = 0, digest = 1, once = 2, repeated = 3"},
      {"Outcome", "render = 0, invalid = 1, redirect = 2, stale = 3, refused = 4"},
      {"PickerSelect", "node = 0, subtree = 1"},
      {"PickerShape", "list = 0, tree = 1"},
      {"Refusal", "busy = 0, forbidden = 1, limit = 2, not_possible = 3"},
      {"ResultCode",
       "ok = 0, review_needed = 1, administrator_action = 2, access_lost = 3, operator_action = 4, try_again "
       "= 5, cancelled = 6, refused = 7"},
      {"SortOrder", "none = 0, ascending = 1, descending = 2"},
      {"SyncMode", "apply = 0, preview = 1"},
      {"Tone", "neutral = 0, info = 1, success = 2, warning = 3, danger = 4"}};
  const std::regex definition("enum class (\\w+) : std::uint8_t \\{\\s*([^}]*[^},\\s]),?\\s*\\}");
  std::map<std::string, std::string> found;
  for (const auto& file : boundary_headers()) {
    const std::string code = std::regex_replace(content_of(file), std::regex("//[^\n]*"), "");
    std::size_t enums = 0;
    for (std::sregex_iterator at(code.begin(), code.end(), definition), end; at != end; ++at, ++enums)
      found[(*at)[1]] = std::regex_replace(std::string((*at)[2]), std::regex("\\s+"), " ");
    EXPECT_EQ(enums, matches(code, "(enum class)").size()) << file << ": an enum of another form";
  }
  EXPECT_EQ(found, expected) << "An older plugin knows no other enumerators. Rename, renumber and remove "
                                "none, and add none to an enum "
                                "that hosts send (docs/decisions/0005-what-may-grow.md). At the end of one "
                                "that only plugins send, a "
                                "new one is fine: enter it here.";
}

TEST(Layout, ListsNameEveryTypeOfTheHeaders) {
  const std::string lists = the_lists();
  std::size_t types = 0;
  for (const auto& file : boundary_headers())
    for (const std::string& name : matches(content_of(file), "\n(?:struct|enum class) (\\w+) ")) {
      ++types;
      EXPECT_TRUE(std::regex_search(lists, std::regex("[ :<]" + name + "[,>]")))
          << file << ": add " << name << " to a group of build_signature.hpp or to layout/types_with_ids.hpp";
    }
  EXPECT_GE(types, 65U);
}

TEST(Layout, ListsNameEveryVirtualFunctionOfTheHeadersInOrder) {
  const std::string lists = the_lists();
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
        EXPECT_NE(lists.find(expected + ">"), std::string::npos)
            << file << ": build_signature.hpp and layout/types_with_ids.hpp lack " << expected << ">";
        expected.clear();
      }
    }
  }
  EXPECT_GE(functions, 60U);
}
