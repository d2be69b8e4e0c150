#include "host_sdk/fakes/stores.hpp"

#include <algorithm>
#include <array>

#include "host_sdk/service_rules.hpp"

namespace host_sdk::fakes {
namespace {

constexpr std::size_t kLongestName = 128;
constexpr std::array<std::string_view, 2> kZones{"Etc/UTC", "Europe/Berlin"};
constexpr std::size_t kLargestSecret = 65'536;
constexpr std::int64_t kLargestBlock = 10'000'000;

std::pair<std::string, std::string> key_of(std::string_view first, std::string_view second) {
  return {std::string(first), std::string(second)};
}

}  // namespace

std::vector<Company> FakeCompanies::all() const {
  const std::scoped_lock lock(mutex_);
  std::vector<Company> list;
  for (const auto& [id, name] : companies_) list.push_back({id, name});
  return list;
}

std::optional<Company> FakeCompanies::find(std::string_view company_id) const {
  const std::scoped_lock lock(mutex_);
  const auto found = companies_.find(company_id);
  if (found == companies_.end()) return std::nullopt;
  return Company{found->first, found->second};
}

void FakeCompanies::add(Company company) {
  const std::scoped_lock lock(mutex_);
  companies_[std::move(company.id)] = std::move(company.name);
}

void FakeCompanies::remove(const std::string& company_id) {
  const std::scoped_lock lock(mutex_);
  companies_.erase(company_id);
}

Result FakeCalendar::quiet_dates(std::string_view task_id, std::string_view company_id,
                                 std::vector<DateRange>& dates) const {
  const std::scoped_lock lock(mutex_);
  const auto found = dates_.find(key_of(task_id, company_id));
  dates = found == dates_.end() ? std::vector<DateRange>() : found->second;
  return Result::ok();
}

Result FakeCalendar::set_quiet_dates(std::string_view task_id, std::string_view company_id,
                                     const std::vector<DateRange>& dates) {
  if (const std::string problem = date_problem(dates); !problem.empty())
    return Result::failed(ResultCode::refused, problem);
  const std::scoped_lock lock(mutex_);
  dates_[key_of(task_id, company_id)] = joined(dates);
  return Result::ok();
}

std::vector<std::string> FakeCalendar::zones() const {
  return {kZones.begin(), kZones.end()};
}

Result FakeSecretStore::put(std::string_view company_id, std::string_view name, std::string_view value) {
  const std::scoped_lock lock(mutex_);
  if (failure_) return *failure_;
  if (name.empty() || name.size() > kLongestName || value.size() > kLargestSecret)
    return Result::failed(ResultCode::operator_action,
                          "The length of the secret's name or value is out of range.");
  secrets_[key_of(company_id, name)] = std::string(value);
  return Result::ok();
}

Result FakeSecretStore::get(std::string_view company_id, std::string_view name,
                            std::optional<std::string>& value) {
  const std::scoped_lock lock(mutex_);
  value.reset();
  if (failure_) return *failure_;
  const auto found = secrets_.find(key_of(company_id, name));
  if (found != secrets_.end()) value = found->second;
  return Result::ok();
}

Result FakeSecretStore::erase(std::string_view company_id, std::string_view name) {
  const std::scoped_lock lock(mutex_);
  if (failure_) return *failure_;
  secrets_.erase(key_of(company_id, name));
  return Result::ok();
}

void FakeSecretStore::fail_with(Result error) {
  const std::scoped_lock lock(mutex_);
  failure_ = std::move(error);
}

void FakeSecretStore::recover() {
  const std::scoped_lock lock(mutex_);
  failure_.reset();
}

std::size_t FakeSecretStore::count(std::string_view company_id) const {
  const std::scoped_lock lock(mutex_);
  return static_cast<std::size_t>(std::count_if(secrets_.begin(), secrets_.end(), [&](const auto& secret) {
    return secret.first.first == company_id;
  }));
}

Result FakeIds::reserve(IdKind kind, std::int64_t count, std::int64_t& first) {
  const std::scoped_lock lock(mutex_);
  if (failure_) return *failure_;
  if (count < 1 || count > kLargestBlock)
    return Result::failed(ResultCode::operator_action, "A block has 1 to 10,000,000 ids.");
  first = next_.try_emplace(kind, 1).first->second;
  next_[kind] = first + count;
  return Result::ok();
}

void FakeIds::start_at(IdKind kind, std::int64_t first) {
  const std::scoped_lock lock(mutex_);
  next_[kind] = first;
}

void FakeIds::fail_with(Result error) {
  const std::scoped_lock lock(mutex_);
  failure_ = std::move(error);
}

std::optional<Timestamp> FakeSchedule::next(std::string_view task_id, std::string_view company_id) const {
  const std::scoped_lock lock(mutex_);
  const auto found = states_.find(key_of(task_id, company_id));
  if (found == states_.end()) return std::nullopt;
  return found->second.next;
}

void FakeSchedule::serve(std::string plugin_id) {
  const std::scoped_lock lock(mutex_);
  plugin_id_ = std::move(plugin_id);
}

std::optional<Result> FakeSchedule::refusal_of(std::string_view task_id) const {
  const auto dot = task_id.find('.');
  const std::string_view owner = plugin_id_.empty() ? task_id.substr(0, dot) : std::string_view(plugin_id_);
  if (!owner.empty() && is_task_of(owner, task_id)) return std::nullopt;
  return Result::failed(ResultCode::refused,
                        "The task '" + std::string(task_id) + "' belongs to another plugin.");
}

Result FakeSchedule::read(std::string_view task_id, std::string_view company_id, ScheduleState& state) const {
  const std::scoped_lock lock(mutex_);
  if (const auto refusal = refusal_of(task_id)) return *refusal;
  const auto found = states_.find(key_of(task_id, company_id));
  state = found == states_.end() ? ScheduleState{} : found->second;
  return Result::ok();
}

bool FakeSchedule::knows_zone(std::string_view zone) const {
  return zone.empty() || std::ranges::find(kZones, zone) != kZones.end();
}

Result FakeSchedule::set_rule(std::string_view task_id, std::string_view company_id,
                              const ScheduleRule& rule) {
  const std::scoped_lock lock(mutex_);
  if (failure_) return *failure_;
  if (const auto refusal = refusal_of(task_id)) return *refusal;
  if (!knows_zone(rule.zone)) return Result::failed(ResultCode::refused, "Unknown time zone.");
  states_[key_of(task_id, company_id)].rule = rule;
  return Result::ok();
}

void FakeSchedule::before_pause(std::function<void()> hook) {
  const std::scoped_lock lock(mutex_);
  before_pause_ = std::move(hook);
}

Result FakeSchedule::pause(std::string_view task_id, std::string_view company_id, std::string_view by) {
  std::function<void()> hook;
  {
    const std::scoped_lock lock(mutex_);
    hook = std::exchange(before_pause_, {});
  }
  if (hook) hook();
  const std::scoped_lock lock(mutex_);
  if (failure_) return *failure_;
  if (const auto refusal = refusal_of(task_id)) return *refusal;
  auto& state = states_[key_of(task_id, company_id)];
  state.next.reset();
  if (!by.empty() && state.paused_by.empty()) {
    state.paused_by = by;
    state.paused_at = kFirst;
  }
  return Result::ok();
}

Result FakeSchedule::resume(std::string_view task_id, std::string_view company_id,
                            std::optional<Timestamp> first) {
  const std::scoped_lock lock(mutex_);
  if (failure_) return *failure_;
  if (const auto refusal = refusal_of(task_id)) return *refusal;
  auto& state = states_[key_of(task_id, company_id)];
  state.next = first.value_or(kFirst);
  state.paused_by.clear();
  state.paused_at.reset();
  return Result::ok();
}

void FakeSchedule::fail_with(Result error) {
  const std::scoped_lock lock(mutex_);
  failure_ = std::move(error);
}

}  // namespace host_sdk::fakes
