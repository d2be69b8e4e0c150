#include "hooks/page/place.hpp"

#include <algorithm>
#include <utility>

#include "hooks/action_names.hpp"
#include "host_sdk/value_rules.hpp"

namespace gup {
namespace {

constexpr std::pair<SubPage, std::string_view> kPaths[] = {
    {SubPage::overview, ""},
    {SubPage::settings, "settings"},
    {SubPage::exclusions, "settings/exclusions"},
    {SubPage::fields, "settings/fields"},
    {SubPage::settings_file, "settings/file"},
    {SubPage::runs, "runs"},
    {SubPage::removals, "removals"},
    {SubPage::people, "people"},
    {SubPage::service_account, "service-account"},
};
constexpr std::string_view kRunPrefix = "runs/";

}  // namespace

std::optional<Place> place_of(std::string_view path) {
  const auto known = std::ranges::find(kPaths, path, &std::pair<SubPage, std::string_view>::second);
  if (known != std::end(kPaths)) return Place{known->first, 0};
  if (!path.starts_with(kRunPrefix)) return std::nullopt;
  const std::int64_t run_id = host_sdk::to_integer(path.substr(kRunPrefix.size())).value_or(0);
  if (run_id <= 0) return std::nullopt;
  return Place{SubPage::run, run_id};
}

std::string path_of(SubPage page) {
  const auto known = std::ranges::find(kPaths, page, &std::pair<SubPage, std::string_view>::first);
  return known == std::end(kPaths) ? std::string() : std::string(known->second);
}

std::string path_of_run(std::int64_t run_id) {
  return std::string(kRunPrefix) + std::to_string(run_id);
}

host_sdk::page::PageAddress address_of(SubPage page, std::string block) {
  return {path_of(page), {}, std::move(block)};
}

host_sdk::page::PageAddress address_of_run(std::int64_t run_id, host_sdk::page::Parameters parameters) {
  return {path_of_run(run_id), std::move(parameters), {}};
}

host_sdk::page::PageAddress address_of_person(const std::string& person) {
  return {path_of(SubPage::people), {{kPersonParameter, person}}, {}};
}

}  // namespace gup
