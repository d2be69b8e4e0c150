#include "check_host.hpp"

#include <algorithm>

#include "host_sdk/fakes/host_tables.hpp"
#include "host_sdk/service_rules.hpp"

namespace host_sdk::check {

using std::chrono::steady_clock;

void CheckMonitor::report(const Progress& progress) {
  const std::scoped_lock lock(mutex_);
  texts_.push_back(progress.activity);
}

bool CheckMonitor::cancel_requested() const {
  const std::scoped_lock lock(mutex_);
  ++checks_;
  const bool cancelled = steady_clock::now() >= end_ || (at_check_ && checks_ >= *at_check_);
  if (cancelled && !cancelled_at_)
    cancelled_at_ = std::min(steady_clock::now(), std::max(end_, steady_clock::now()));
  return cancelled_at_.has_value();
}

bool CheckMonitor::wait(std::chrono::milliseconds duration) {
  if (cancel_requested()) return false;
  // The time of the cancel is known, so nothing has to wake this thread.
  std::this_thread::sleep_until(std::min(steady_clock::now() + duration, end_));
  return !cancel_requested();
}

std::optional<steady_clock::time_point> CheckMonitor::cancelled_at() const {
  const std::scoped_lock lock(mutex_);
  return cancelled_at_;
}

std::vector<std::string> CheckMonitor::texts() const {
  const std::scoped_lock lock(mutex_);
  return texts_;
}

Result CheckJobs::start(const Company& company, const Actor& actor, std::string_view kind, JobWork& work) {
  const std::scoped_lock lock(mutex_);
  if (!is_job_kind(kind))
    problems_.push_back("jobs().start() got the kind '" + std::string(kind) +
                        "', which has not 1 to 64 characters");
  auto& state = states_[{company.id, std::string(kind)}];
  if (state.running) return Result::ok();
  state = JobStatus{};
  state.running = true;
  queue_.push_back({company, actor, std::string(kind), &work});
  return Result::ok();
}

std::optional<JobStatus> CheckJobs::status(std::string_view company_id, std::string_view kind) const {
  const std::scoped_lock lock(mutex_);
  const auto found = states_.find({std::string(company_id), std::string(kind)});
  if (found == states_.end()) return std::nullopt;
  return found->second;
}

bool CheckJobs::cancel(std::string_view company_id, std::string_view kind) {
  const std::scoped_lock lock(mutex_);
  const auto found = states_.find({std::string(company_id), std::string(kind)});
  return found != states_.end() && found->second.running;
}

std::optional<CheckJobs::Job> CheckJobs::next() {
  const std::scoped_lock lock(mutex_);
  if (queue_.empty()) return std::nullopt;
  Job job = queue_.front();
  queue_.pop_front();
  return job;
}

void CheckJobs::ended(const Job& job, Result result) {
  const std::scoped_lock lock(mutex_);
  auto& state = states_[{job.company.id, job.kind}];
  state.running = false;
  state.result = std::move(result);
}

std::vector<std::string> CheckJobs::problems() const {
  const std::scoped_lock lock(mutex_);
  return problems_;
}

Result CheckSecrets::get(std::string_view company_id, std::string_view name,
                         std::optional<std::string>& value) {
  auto result = FakeSecretStore::get(company_id, name, value);
  if (result.done() && !value && invent_) value = marked_;
  return result;
}

CheckHost::CheckHost(const std::filesystem::path& folder)
    : database_("sqlite3", "dbname=" + (folder / "check.db").string()) {
  if (std::filesystem::exists(folder / "check.db")) return;
  sql::Session session(sql::Backend::sqlite3, database_.connection_string());
  // Each statement would wait for the disk.
  sql::Transaction transaction(session, sql::Transaction::Kind::write);
  fakes::make_host_tables(session);
  transaction.commit();
}

void CheckHost::use(const loader::PluginManifest& manifest) {
  plugin_id_ = manifest.id;
  schedule_.serve(manifest.id);
}

std::string CheckHost::callback_url(std::string_view name) const {
  return "http://127.0.0.1:8080/plugins/" + plugin_id_ + "/callback/" + std::string(name);
}

void* CheckHost::find_service(std::string_view service_id) {
  if (service_id == CompanyLeases::kId) return static_cast<CompanyLeases*>(&company_leases_);
  if (service_id == CompanySettings::kId) return static_cast<CompanySettings*>(&company_settings_);
  return nullptr;
}

void CheckHost::take_the_database_away() {
  database_ = fakes::FakeDatabase("sqlite3", "dbname=/dev/null/absent/check.db");
}

std::vector<std::string> CheckHost::written() const {
  std::vector<std::string> texts;
  for (const auto& line : logger_.lines()) texts.push_back(line.message);
  for (const auto& entry : audit_trail_.entries()) texts.push_back(entry.action + " " + entry.detail);
  for (const auto& notice : notices_.all())
    texts.push_back(notice.topic + " " + notice.title + " " + notice.text);
  return texts;
}

}  // namespace host_sdk::check
