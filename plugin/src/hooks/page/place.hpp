// The sub-pages of the settings page, and their addresses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/page/values.hpp"

namespace gup {

enum class SubPage : std::uint8_t {
  overview,
  settings,
  exclusions,
  fields,
  settings_file,
  runs,
  /// One run.
  run,
  removals,
  people,
  service_account,
};

struct Place {
  SubPage page = SubPage::overview;
  /// Only used with `SubPage::run`.
  std::int64_t run_id = 0;
};

/// Returns nullopt if the path is not one of a sub-page. [any]
[[nodiscard]] std::optional<Place> place_of(std::string_view path);

/// Returns the path of any sub-page except `run`. [any]
[[nodiscard]] std::string path_of(SubPage page);
[[nodiscard]] std::string path_of_run(std::int64_t run_id);

[[nodiscard]] host_sdk::page::PageAddress address_of(SubPage page, std::string block = {});
[[nodiscard]] host_sdk::page::PageAddress address_of_run(std::int64_t run_id,
                                                         host_sdk::page::Parameters parameters = {});
/// What is known about one person, by address or Google's id.
[[nodiscard]] host_sdk::page::PageAddress address_of_person(const std::string& person);

}  // namespace gup
