"""How the house is put together for a running system: settings, addresses, the template environment, the guards."""
