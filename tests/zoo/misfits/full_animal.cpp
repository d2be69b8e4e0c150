#include "full_animal.hpp"

namespace zoo {

Result FullAnimal::start(HostServices& host, const std::string& settings_file) {
  host_ = &host;
  (void)host.metrics().define(
      {host_sdk::MetricKind::gauge, "visitors", "People who visit the animal.", {}, {}});
  return settings_file.empty() ? Result::ok() : read_settings(settings_file);
}

std::vector<host_sdk::SettingsPage*> FullAnimal::settings_pages() {
  return {this};
}
std::vector<host_sdk::ScheduledTask*> FullAnimal::scheduled_tasks() {
  return {this};
}
std::vector<host_sdk::UserProvider*> FullAnimal::user_providers() {
  return {this};
}
std::vector<host_sdk::MetricSource*> FullAnimal::metric_sources() {
  return {this};
}

host_sdk::PageIdentity FullAnimal::identity() const {
  return {"animal", "Animal", {"Company", "Company Settings"}, "administrator"};
}

Result FullAnimal::page(const page::PageRequest& /*request*/, page::Page& shown) {
  shown.title = "Animal";
  page::Form form;
  page::Input key;
  key.type = page::InputType::secret;
  form.blocks = {{"limit", page::Number{"Limit", "", "", "", 0, 100, 5}, ""},
                 {"key", key, ""},
                 {"friends", page::Picker{}, ""}};
  page::Action save;
  save.id = "save";
  save.label = "Save";
  save.submit = true;
  form.actions = {save};
  shown.blocks = {{"form", form, ""}};
  return Result::ok();
}

Result FullAnimal::act(const page::ActionRequest& request, page::ActionAnswer& answer) {
  if (request.action == "save") return Result::ok();
  answer.outcome = page::Outcome::refused;
  answer.toast = page::Toast{page::Tone::warning, "This page has no such action."};
  return Result::ok();
}

Result FullAnimal::options(const page::OptionsRequest& request, page::OptionsAnswer& answer) {
  if (request.ids.empty()) answer.options = {{"1", "Bear", "", {}, false, "", false}};
  return Result::ok();
}

Result FullAnimal::callback(const page::CallbackRequest& /*request*/, page::ActionAnswer& /*answer*/) {
  return Result::ok();
}

Result FullAnimal::run(const Company& company, TaskMonitor& /*monitor*/) {
  host_->logger().info(company.id, host_sdk::LogLine("ran").with("company", company.name));
  return Result::ok();
}

host_sdk::SyncOutcome FullAnimal::synchronize(const Company& /*company*/, const Actor& /*actor*/,
                                              TaskMonitor& /*monitor*/, SyncMode /*mode*/) {
  return {};
}

Result FullAnimal::remove_all(const Company& /*company*/, const Actor& /*actor*/, TaskMonitor& /*monitor*/) {
  return Result::ok();
}

Result FullAnimal::explain(const host_sdk::PersonRequest& /*request*/, Explanation& /*answer*/) {
  return Result::ok();
}

host_sdk::PersonOutcome FullAnimal::synchronize_person(const host_sdk::PersonRequest& /*request*/,
                                                       TaskMonitor& /*monitor*/, SyncMode /*mode*/) {
  return {};
}

Result FullAnimal::collect(std::vector<MetricSample>& samples) {
  samples.push_back({"visitors", {}, 3});
  return Result::ok();
}

Result FullAnimal::read_settings(const std::string& file) {
  std::ifstream lines(file);
  if (!lines) return refuse(file + " cannot be read.");
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (!line.empty() && !line.starts_with("colour: "))
      return refuse(file + ":" + std::to_string(number) + ": is not known.");
  }
  return Result::ok();
}

Result FullAnimal::refuse(const std::string& sentence) {
  return Result::failed(ResultCode::operator_action, sentence);
}

}  // namespace zoo
