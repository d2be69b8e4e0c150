// The page under Company › Company Settings.
#pragma once

#include "host_sdk/hooks/settings_page.hpp"
#include "importer.hpp"

namespace csv_import_plugin {

class ImportPage : public host_sdk::SettingsPage {
 public:
  ImportPage(host_sdk::HostServices& host, host_sdk::sql::SessionPool& pool,
             host_sdk::CompanySettings& company_settings, Importer& importer, Settings settings)
      : host_(host),
        pool_(pool),
        company_settings_(company_settings),
        import_(importer),
        remove_(importer),
        settings_(std::move(settings)) {}

  [[nodiscard]] host_sdk::PageIdentity identity() const override {
    return {kProvider, "CSV import", {"Company", "Company Settings"}};
  }
  host_sdk::Result page(const host_sdk::page::PageRequest& request, host_sdk::page::Page& page) override;
  host_sdk::Result act(const host_sdk::page::ActionRequest& request,
                       host_sdk::page::ActionAnswer& answer) override;
  /// The page has no picker.
  host_sdk::Result options(const host_sdk::page::OptionsRequest& request,
                           host_sdk::page::OptionsAnswer& answer) override;
  /// The page sends the browser to no external site.
  host_sdk::Result callback(const host_sdk::page::CallbackRequest& request,
                            host_sdk::page::ActionAnswer& answer) override;

 private:
  class ImportJob : public host_sdk::JobWork {
   public:
    explicit ImportJob(Importer& importer) : importer_(importer) {}
    host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                         host_sdk::TaskMonitor& monitor) override {
      return importer_.synchronize(company, actor, monitor, host_sdk::SyncMode::apply).result;
    }

   private:
    Importer& importer_;
  };
  class RemoveJob : public host_sdk::JobWork {
   public:
    explicit RemoveJob(Importer& importer) : importer_(importer) {}
    host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                         host_sdk::TaskMonitor& monitor) override {
      return importer_.remove_all(company, actor, monitor);
    }

   private:
    Importer& importer_;
  };

  host_sdk::Result save(const host_sdk::page::ActionRequest& request, host_sdk::page::ActionAnswer& answer);
  host_sdk::Result start(const host_sdk::page::ActionRequest& request, const char* kind,
                         host_sdk::JobWork& work, host_sdk::page::ActionAnswer& answer);

  host_sdk::HostServices& host_;
  host_sdk::sql::SessionPool& pool_;
  host_sdk::CompanySettings& company_settings_;
  ImportJob import_;
  RemoveJob remove_;
  const Settings settings_;
};

}  // namespace csv_import_plugin
