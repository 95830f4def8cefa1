export const help = {
  title: 'Ayuda',
  lead: 'Qué hace cada cosa, en pocas frases. El signo de interrogación junto a un control abre las mismas palabras.',
  about: 'Ayuda: {{title}}',
  more: 'Leer más',
  go: 'Ir allí',
  did: '¿Te sirvió?',
  yes: 'Sí',
  no: 'No',
  thanks: 'Bueno es saberlo.',
  missing: '¿Qué querías saber?',
  read: 'Lo leen los administradores, con tu nombre.',
  send: 'Enviar',
  sent: 'Gracias. Lo leen los administradores.',
  helped_one: 'le sirvió a {{count, number}} persona',
  helped_many: 'les sirvió a {{count, number}} de personas',
  helped_other: 'les sirvió a {{count, number}} personas',
  notHelped_one: 'no le sirvió a {{count, number}}',
  notHelped_many: 'no les sirvió a {{count, number}}',
  notHelped_other: 'no les sirvió a {{count, number}}',
  topic: {
    connect: {
      title: 'Cuentas externas',
      short:
        'Conecta la agenda de tu teléfono o de tu correo. No se escribe nada en ella antes de que veas lo que se encontró.',
      more: 'Puedes conectar varias cuentas, también dos del mismo servicio; cada una tiene su dirección, sus grupos y sus campos. Las contraseñas se guardan cifradas. Antes de desconectar una cuenta, Rubrica pregunta qué pasa con sus tarjetas.',
    },
    'sync-now': {
      title: 'Sincronizar ahora',
      short: 'Los cambios viajan solos. Úsalo cuando no quieras esperar.',
      more: 'Cada cuenta dice cuándo se revisó completa por última vez y cuándo será la próxima. Si el servicio avisa de los cambios, llegan en segundos. Quien no puede iniciar una sincronización lo pide con un clic.',
    },
    queue: {
      title: 'Tarjetas en cola',
      short:
        'Las tarjetas de tu agenda esperan aquí hasta que digas qué es cada una: empresa, contacto o prospecto. «Importar todo» importa solo las que tienen tipo.',
      more: 'Cada tarjeta tiene una sugerencia con su motivo, y Enter la acepta. Quien ya está en Rubrica se fusiona, no se duplica. Las tarjetas omitidas se quedan en tu teléfono y fuera de Rubrica. Lo que importas tiene Sync mobile activado, solo para ti. Una importación se deshace entera con un clic.',
    },
    matches: {
      title: 'Ya en Rubrica',
      short:
        'Se comparan correos, números y nombres, y se dice el motivo. Al fusionar quedan una sola ficha y tu tarjeta: nada se duplica.',
      more: 'Antes de fusionar ves los dos lados, valor por valor. Si dices que son dos, esa pareja no se vuelve a proponer. La fusión se deshace con un clic.',
    },
    rules: {
      title: 'Reglas de la cola',
      short:
        'Una regla decide tarjetas por ti: por ejemplo, las de un grupo, una empresa o un dominio de correo. Muestra cuáles toma antes de hacer nada.',
      more: 'Aplícala a mano, o deja que decida sola después de cada sincronización. Decide la primera regla que vale para la tarjeta. Lo que hace una regla se deshace como todo lo demás.',
    },
    'sync-mobile': {
      title: 'Sync mobile',
      short:
        'Mientras está activado, esta ficha es una tarjeta en tus propias agendas, y los cambios viajan en ambos sentidos. Los teléfonos de tus colegas no cambian.',
      more: 'Cada quien tiene el suyo. Al desactivarlo eliges qué pasa con la tarjeta: se elimina de tu agenda o se queda allí sin más actualizaciones. La ficha de Rubrica se conserva, y una tarjeta eliminada se puede devolver durante 90 días. Si no lo ves, un administrador lo ocultó en Layout Studio; la sincronización sigue.',
    },
    direction: {
      title: 'Dirección',
      short:
        'En ambos sentidos, los dos lados quedan iguales. En un solo sentido, el otro lado se lee y nunca se escribe en él.',
      more: 'Una dirección nueva no escribe nada de inmediato: primero ves qué cambiaría. Un campo puede tener una dirección propia, en «Campos».',
    },
    'deleted-on-phone': {
      title: 'Tarjetas eliminadas en la agenda',
      short: 'Qué pasa con una ficha cuando su tarjeta se elimina en el teléfono.',
      more: 'Una eliminación cuenta cuando el servicio la confirma. Si son muchas a la vez, siempre esperan tu aprobación. La tarjeta queda 90 días en la papelera y se puede devolver.',
    },
    conflicts: {
      title: 'Conflictos',
      short:
        'El mismo campo cambió en los dos lados. Hasta que elijas, cada lado conserva el suyo y no se sobrescribe nada.',
      more: 'Los demás campos se siguen sincronizando. También puedes escribir otro valor. En la configuración de una cuenta puedes hacer que un lado valga siempre. Lo que eliges queda en el historial y se puede deshacer.',
    },
    holds: {
      title: 'Cambios en espera',
      short:
        'Lo que parece demasiado a la vez, por ejemplo muchas eliminaciones, espera a que alguien lo apruebe. Antes no se escribe nada.',
      more: 'Mira los cambios uno por uno, aprueba todos o algunos, o deja todo como está. Apruebas lo que viste: lo que se agregue después vuelve a esperar. Aun después, cada cambio se puede deshacer.',
    },
    groups: {
      title: 'Grupos',
      short:
        'Solo se sincronizan las tarjetas de los grupos que incluyes. Lo que está en un grupo excluido queda fuera, esté donde esté además.',
      more: 'Una tarjeta que sale de su grupo deja de sincronizarse: no se elimina ni ella ni su ficha. Un grupo al que se le cambia el nombre sigue elegido. Antes de guardar ves cuántas tarjetas toma tu elección.',
    },
    labels: {
      title: 'Campos y etiquetas',
      short:
        'Cada línea dice a qué etiqueta de la agenda va un campo. Se ofrecen las etiquetas que hay en tus tarjetas, con cuántas veces se usan.',
      more: 'Las etiquetas personalizadas se escriben como las usas; no importan mayúsculas ni acentos. Antes de guardar ves qué cambiaría. Un valor sin campo se queda en su tarjeta, y su ficha lo muestra junto a esa tarjeta.',
    },
    companies: {
      title: 'Empresas por nombre',
      short:
        'Una persona se vincula con la empresa que nombra su tarjeta, se escriba como se escriba. Un nombre que aún no está espera; el texto de la tarjeta se conserva.',
      more: 'Se entienden las formas jurídicas, los acentos, los otros nombres de la empresa y su dominio de correo. Cuando la empresa se crea o cambia de nombre, sus personas la encuentran solas. Cada cuenta dice si las empresas nuevas se preguntan, se crean o quedan como texto.',
    },
    duplicates: {
      title: 'Duplicados',
      short:
        'Fichas que quizá son una sola, las más seguras primero y con los motivos. La fusión se deshace con un clic.',
      more: 'Si dices «Son dos personas», esa pareja no vuelve. La segunda tarjeta del teléfono se queda, salvo que pidas eliminarla. Quien crea una ficha ve antes a quién se parece.',
    },
    trash: {
      title: 'Papelera',
      short: 'Lo que se elimina queda aquí 90 días y se restaura con un clic.',
      more: 'Las fichas y las tarjetas tienen cada una su lista. Una ficha restaurada es la misma, con su historial y sus notas. Una tarjeta restaurada vuelve a la agenda en la que estaba, con sus grupos.',
    },
    layout: {
      title: 'Layout Studio',
      short:
        'Qué campos tienen las empresas, los contactos y los prospectos, en qué orden y con qué nombres. Para administradores.',
      more: 'Un campo desactivado conserva sus valores aparte. Al activarlo de nuevo, se llena con lo que las tarjetas ya tienen, y dice antes con cuántos valores. Los campos ocultos se siguen sincronizando. Los campos personalizados son como los demás: en listas y archivos, en la búsqueda, con sus etiquetas.',
    },
  },
};
