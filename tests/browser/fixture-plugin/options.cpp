#include <algorithm>
#include <array>
#include <charconv>

#include "state.hpp"

namespace fixture {
namespace {

using namespace host_sdk::page;

struct Unit {
  const char* id;
  const char* parent;
  const char* label;
  const char* path;
  int count;
};

constexpr std::array<Unit, 9> kUnits = {{{"root", "", "Acme Inc. (acme.com)", "Acme Inc. (acme.com)", 4120},
                                         {"eng", "root", "Engineering", "/ Engineering", 611},
                                         {"plat", "eng", "Platform", "/ Engineering / Platform", 120},
                                         {"fin", "root", "Finance", "/ Finance", 88},
                                         {"people", "root", "People", "/ People", 74},
                                         {"sales", "root", "Sales", "/ Sales", 902},
                                         {"amer", "sales", "Americas", "/ Sales / Americas", 410},
                                         {"emea", "sales", "EMEA", "/ Sales / EMEA", 273},
                                         {"apac", "sales", "APAC", "/ Sales / APAC", 219}}};
constexpr int kGroups = 1284;

bool contains(std::string text, std::string part) {
  const auto lower = [](std::string& s) {
    std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return std::tolower(c); });
  };
  lower(text);
  lower(part);
  return text.find(part) != std::string::npos;
}

void list_units(const OptionsRequest& request, OptionsAnswer& answer) {
  for (const Unit& unit : kUnits) {
    const bool wanted = !request.ids.empty()
                            ? std::find(request.ids.begin(), request.ids.end(), unit.id) != request.ids.end()
                        : !request.query.empty() ? contains(unit.path, request.query)
                                                 : request.parent == unit.parent;
    if (!wanted) continue;
    const bool children = std::any_of(kUnits.begin(), kUnits.end(), [&](const Unit& other) {
      return std::string(other.parent) == unit.id;
    });
    Option option;
    option.id = unit.id;
    option.label = request.ids.empty() ? unit.label : unit.path;
    option.hint = request.query.empty() ? "" : unit.path;
    option.count = unit.count;
    option.children = children;
    answer.options.push_back(option);
  }
}

Option group(int number) {
  Option option;
  option.id = "g" + std::to_string(number);
  option.label = "Group " + std::to_string(number);
  option.hint = "group" + std::to_string(number) + "@acme.com";
  return option;
}

void list_groups(const OptionsRequest& request, OptionsAnswer& answer) {
  for (const std::string& id : request.ids) {
    int number = 0;
    std::from_chars(id.data() + 1, id.data() + id.size(), number);
    answer.options.push_back(group(number));
  }
  if (!request.ids.empty()) return;
  int from = 1;
  std::from_chars(request.cursor.data(), request.cursor.data() + request.cursor.size(), from);
  for (int number = from; number <= kGroups; ++number) {
    const Option option = group(number);
    if (!contains(option.label + " " + option.hint, request.query)) continue;
    if (static_cast<int>(answer.options.size()) == request.limit) {
      answer.next = std::to_string(number);
      break;
    }
    answer.options.push_back(option);
  }
  answer.total = kGroups;
}

}  // namespace

void list_options(const OptionsRequest& request, OptionsAnswer& answer) {
  if (request.picker == "units") {
    list_units(request, answer);
  } else if (request.picker == "groups") {
    list_groups(request, answer);
  } else {
    for (const char* name : {"All staff", "Managers", "New joiners"})
      if (contains(name, request.query)) answer.options.push_back({name, name, "", 12, false, "", false});
  }
}

}  // namespace fixture
